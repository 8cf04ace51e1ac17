import { Camera, Square, Upload } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { gradientDirection, gradientMagnitude, KERNELS, POOLS, type Kernel, type Pool } from '../../../engine/labs/kernels';
import controls from '../../design/controls.module.css';
import { report } from '../../shell/connection';
import { Choice, Group, Segments, Slider } from '../fields';
import { LabFrame } from '../lab-frame';
import { EdgeCharts } from './edge-charts';
import { KernelFields } from './kernel-fields';
import { MapPicture } from './map-picture';
import { BUILT_IN, BUILT_IN_TITLES, builtInPicture, filePicture, SIDE, type BuiltIn } from './picture-source';
import { useBench } from './use-bench';
import { useCamera } from './use-camera';
import styles from './convolution.module.css';

const POOL_TITLES: Readonly<Record<Pool, string>> = { max: 'Largest', min: 'Smallest', avg: 'Mean' };
const OWN: Kernel = [[0, 0, 0], [0, 1, 0], [0, 0, 0]];

export function ConvolutionLab() {
  const [builtIn, setBuiltIn] = useState<BuiltIn | undefined>('seven');
  const [picture, setPicture] = useState<readonly number[]>(() => builtInPicture('seven'));
  const [name, setName] = useState('sobel');
  const [own, setOwn] = useState<Kernel>(OWN);
  const [window, setWindow] = useState(2);
  const [row, setRow] = useState(20);
  const chosen = KERNELS.find((one) => one.name === name);
  const kernels: readonly Kernel[] = useMemo(() => chosen?.kernels ?? [own], [chosen, own]);
  const bench = useBench(picture, kernels, window, row);
  const take = (next: readonly number[], from?: BuiltIn): void => {
    setBuiltIn(from);
    setPicture(next);
  };
  const camera = useCamera(setPicture);
  const reset = (): void => {
    camera.turn(false);
    take(builtInPicture('seven'), 'seven');
    setName('sobel');
    setOwn(OWN);
    setWindow(2);
  };
  const edit = (next: Kernel): void => {
    setOwn(next);
    setName('own');
  };
  return (
    <LabFrame
      title="Convolution and pooling"
      lesson={`A kernel slides over the picture; each cell of the map is a sum of products. ${chosen?.lesson ?? 'This kernel is yours: what does it answer to?'}`}
      picture={
        <div className={styles.bench}>
          <MapPicture title="Picture" width={SIDE} values={picture} />
          {bench && <Maps kernels={bench.kernels} values={bench.answer['conv:out']!.values} width={bench.answer['conv:out']!.shape.at(-1)!} />}
          <h2>{`Pooling over ${window} × ${window}`}</h2>
          {bench && POOLS.map((pool) => <MapPicture key={pool} title={POOL_TITLES[pool]} width={bench.answer[`${pool}:out`]!.shape.at(-1)!} values={bench.answer[`${pool}:out`]!.values} />)}
        </div>
      }
      numbers={bench && <EdgeCharts row={row} values={picture.slice(row * SIDE, (row + 1) * SIDE)} first={bench.edge['first:out']!.values} second={bench.edge['second:out']!.values} />}
    >
      <Group title="Picture">
        <Segments
          label="Built in"
          value={builtIn}
          choices={BUILT_IN.map((value) => ({ value, title: BUILT_IN_TITLES[value] }))}
          onChange={(value) => {
            camera.turn(false);
            take(builtInPicture(value), value);
          }}
        />
        <Sources
          isCameraOn={camera.isOn}
          onCamera={(isOn) => {
            setBuiltIn(undefined);
            camera.turn(isOn);
          }}
          onPicture={(next) => {
            camera.turn(false);
            take(next);
          }}
        />
      </Group>
      <Group title="Kernel">
        <Choice label="Kernel" value={name} choices={[...KERNELS.map((one) => ({ value: one.name, title: one.title })), { value: 'own', title: 'Own' }]} onChange={setName} />
        {kernels.map((kernel, index) => (
          <KernelFields key={index} title={kernels.length > 1 ? ['across', 'down'][index]! : 'kernel'} kernel={kernel} onChange={edit} />
        ))}
        <p className={styles.note}>Change a number to draw a kernel of your own.</p>
      </Group>
      <Group title="Pooling and edges">
        <Slider label="Pooling window" value={window} min={2} max={8} step={1} onChange={setWindow} />
        <Slider label="Row for the edge in one dimension" value={row} min={0} max={SIDE - 1} step={1} onChange={setRow} />
      </Group>
      <div>
        <button type="button" className={controls.button} onClick={reset}>Reset</button>
      </div>
    </LabFrame>
  );
}

function Maps({ kernels, values, width }: { readonly kernels: readonly Kernel[]; readonly values: readonly number[]; readonly width: number }) {
  const { across, down, size, direction } = useMemo(() => {
    const half = values.length / kernels.length;
    const [first, second] = [values.slice(0, half), values.slice(half)];
    return kernels.length === 1 ? { across: values } : { across: first, down: second, size: gradientMagnitude(first, second), direction: gradientDirection(first, second) };
  }, [kernels, values]);
  if (!down) return <MapPicture title="Map" width={width} values={across} look={Math.min(...across) < 0 ? 'signed' : 'plain'} />;
  return (
    <>
      <MapPicture title="Across, gx" width={width} values={across} look="signed" />
      <MapPicture title="Down, gy" width={width} values={down} look="signed" />
      <MapPicture title="√(gx² + gy²)" width={width} values={size} />
      <MapPicture title="atan(gy / gx)" width={width} values={direction} look="direction" strength={size} />
    </>
  );
}

interface SourcesProps {
  readonly isCameraOn: boolean;
  onCamera(isOn: boolean): void;
  onPicture(picture: readonly number[]): void;
}

function Sources({ isCameraOn, onCamera, onPicture }: SourcesProps) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.sources}>
      <button type="button" className={controls.button} onClick={() => file.current?.click()}>
        <Upload size={14} aria-hidden />
        File…
      </button>
      <input
        ref={file}
        className={styles.hidden}
        type="file"
        accept="image/*"
        tabIndex={-1}
        aria-label="Picture file"
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) filePicture(chosen).then(onPicture, report);
          target.value = '';
        }}
      />
      <button type="button" className={controls.button} onClick={() => onCamera(!isCameraOn)}>
        {isCameraOn ? <Square size={12} aria-hidden /> : <Camera size={14} aria-hidden />}
        {isCameraOn ? 'Stop the camera' : 'Camera'}
      </button>
    </div>
  );
}
