import { Button } from '@trussworks/react-uswds';
import { type PointerEvent, type ReactNode, useId, useState } from 'react';
import type { MediumView } from '../../../../src/archive/views.types.js';
import type { AskedTarget, Region } from '../../../../src/requests/review/redaction-target.rules.js';
import type { RedactionView } from '../../../../src/requests/review/review.types.js';
import { useSay } from '../../frame/language.js';
import { isOurs } from '../../records/media.js';
import { partName } from './words.js';

/** Ten-thousandths: the side of every picture, whatever its pixels. */
const SIDE = 10_000;
const SIDES = ['x', 'y', 'width', 'height'] as const;
const NOTHING: Region = { x: 0, y: 0, width: 0, height: 0 };

function within(value: number): number {
  return Math.min(SIDE, Math.max(0, Math.round(value)));
}

function pointOf(event: PointerEvent<SVGSVGElement>): { readonly x: number; readonly y: number } {
  const box = event.currentTarget.getBoundingClientRect();
  return {
    x: within(((event.clientX - box.left) / box.width) * SIDE),
    y: within(((event.clientY - box.top) / box.height) * SIDE),
  };
}

function Outline({ region, covered }: { region: Region; covered: boolean }): ReactNode {
  return <rect className={covered ? 'ak-region ak-region--covered' : 'ak-region'} {...region} />;
}

/** The picture with what is covered in it and what is being drawn. */
function Canvas(props: {
  medium: MediumView;
  covered: readonly Region[];
  drawn: Region;
  draw: ((region: Region) => void) | null;
}): ReactNode {
  const say = useSay();
  const { medium, covered, drawn, draw } = props;
  const [from, setFrom] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    if (from === null) return;
    const to = pointOf(event);
    draw?.({
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(to.x - from.x),
      height: Math.abs(to.y - from.y),
    });
  };
  return (
    <div className="ak-canvas">
      <img
        className="ak-canvas__image"
        src={medium.href ?? ''}
        alt={medium.alt === '' ? say('medium.no-alt') : medium.alt}
        draggable={false}
      />
      <svg
        className="ak-canvas__over"
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        onPointerDown={(event) => setFrom(pointOf(event))}
        onPointerMove={move}
        onPointerUp={() => setFrom(null)}
        onPointerLeave={() => setFrom(null)}
      >
        {covered.map((region) => (
          <Outline key={Object.values(region).join(' ')} region={region} covered />
        ))}
        {drawn.width * drawn.height === 0 ? null : <Outline region={drawn} covered={false} />}
      </svg>
    </div>
  );
}

/** The same region by keyboard, in percent. */
function Numbers({ region, change }: { region: Region; change: (region: Region) => void }): ReactNode {
  const say = useSay();
  const id = useId();
  return (
    <fieldset className="usa-fieldset">
      <legend className="ak-label">{say('cover.region')}</legend>
      <span className="usa-hint">{say('cover.region-hint')}</span>
      <div className="ak-sides">
        {SIDES.map((side) => (
          <div key={side}>
            <label className="usa-label" htmlFor={`${id}-${side}`}>
              {say(`cover.${side}`)}
            </label>
            <input
              className="usa-input"
              id={`${id}-${side}`}
              type="number"
              min={0}
              max={100}
              step={0.01}
              value={region[side] / 100}
              onChange={(event) => change({ ...region, [side]: within(event.target.valueAsNumber * 100 || 0) })}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

function isPicture({ href, mime }: MediumView): boolean {
  return href !== null && isOurs(href) && (mime ?? '').startsWith('image/');
}

/** A picture or video: covered whole, and a picture in regions too. */
export function CoverPicture(props: {
  medium: MediumView;
  version: number;
  redactions: readonly RedactionView[];
  cover: ((target: AskedTarget) => void) | null;
}): ReactNode {
  const say = useSay();
  const { medium, version, cover } = props;
  const [region, setRegion] = useState(NOTHING);
  const part = `medium-${medium.ordinal}`;
  const here = props.redactions.filter((one) => one.part === part && one.version === version);
  const covered = here.flatMap((one) => one.region ?? []);
  const isWhole = here.some((one) => one.region === null);
  const whole = isWhole ? [{ x: 0, y: 0, width: SIDE, height: SIDE }] : covered;
  return (
    <div className="ak-cover">
      <h3 className="ak-label">{partName(part, say)}</h3>
      {isPicture(medium) ? (
        <Canvas medium={medium} covered={whole} drawn={region} draw={cover === null ? null : setRegion} />
      ) : (
        <p className="ak-quiet">{medium.mime ?? say('medium.missing')}</p>
      )}
      {cover === null ? null : (
        <>
          {isPicture(medium) ? <Numbers region={region} change={setRegion} /> : null}
          <div className="ak-buttons">
            {isPicture(medium) ? (
              <Button
                type="button"
                outline
                disabled={region.width * region.height === 0}
                onClick={() => cover({ version, part, region })}
              >
                {say('cover.region-go')}
              </Button>
            ) : null}
            <Button type="button" outline onClick={() => cover({ version, part })}>
              {say('cover.whole', { part: partName(part, say) })}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
