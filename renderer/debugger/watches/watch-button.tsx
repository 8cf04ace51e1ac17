/** Keeps an eye on what is shown, or no longer. */
import { Eye, EyeOff } from 'lucide-react';
import controls from '../../design/controls.module.css';
import { Tip } from '../../design/tip';
import { isWatched, toggleWatch, useWatches, type Watch } from './watches-store';

/** `subject` is how the watch is written for a person. */
export function WatchButton({ watch, subject }: { readonly watch: Watch; readonly subject: string }) {
  const isOn = useWatches(({ watches }) => isWatched(watches, watch));
  const Icon = isOn ? EyeOff : Eye;
  return (
    <Tip text={isOn ? `Stop watching ${subject}` : `Watch ${subject}: its value stays in sight, update by update`} side="top">
      <button type="button" className={controls.icon} aria-label={`Watch ${subject}`} aria-pressed={isOn} onClick={() => toggleWatch(watch)}>
        <Icon size={14} aria-hidden />
      </button>
    </Tip>
  );
}
