import { VisuallyHidden } from 'radix-ui';
import { formatCount, plural, shapeText } from '../network/text';
import { onlySelected, useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';

/** Tells a screen reader which box the arrow keys have reached. */
export function SelectionAnnouncement() {
  const facts = useOpenGraph((state) => state.facts);
  const selection = useSession((state) => state.selection);
  const order = useSession((state) => state.shapeOrder);
  const one = onlySelected(selection, facts);
  const parts = one && [
    `${one.node.name}, ${one.title}`,
    one.shape && `output ${shapeText(one.shape, order, ' by ')}`,
    one.parameters !== undefined && `${formatCount(one.parameters)} parameters`,
    one.problems[0]?.message,
  ];
  return (
    <VisuallyHidden.Root>
      <div role="status">{parts ? parts.filter(Boolean).join(', ') : selection.size > 1 ? `${plural(selection.size, 'item')} selected` : ''}</div>
    </VisuallyHidden.Root>
  );
}
