/**
 * USWDS ships every component and utility (527 kB). We keep the components the page draws, and no @font-face: the
 * workspace declares its own four, the offline viewer may load none under its content policy.
 */
const BLOCKS =
  'alert|button|button-group|checkbox|combo-box|error-message|fieldset|focus|form|form-group|hint|input|input-group|label|' +
  'legend|link|list|prose|radio|search|select|skipnav|sr-only|table|table-container|table-container--scrollable|tag|textarea|range';
const KEPT = new RegExp(`^(ak-.*|usa-(${BLOCKS})((__|--).*)?)$`);

interface SelectorPart {
  readonly type: string;
  readonly name?: string;
  readonly selectors?: readonly (readonly SelectorPart[])[];
}

function classesOf(selector: readonly SelectorPart[]): string[] {
  return selector.flatMap((part) => [
    ...(part.type === 'class' && part.name !== undefined ? [part.name] : []),
    ...(part.selectors ?? []).flatMap((inner) => classesOf(inner)),
  ]);
}

function isKept(selector: readonly SelectorPart[]): boolean {
  return classesOf(selector).every((name) => KEPT.test(name));
}

interface StyleRule {
  readonly type: 'style';
  readonly value: { readonly selectors: readonly (readonly SelectorPart[])[] };
}

/** A Lightning CSS visitor. A rule goes when each of its selectors names a class that the page never uses. */
export const trimUswds = {
  Rule: {
    'font-face'(rule: { value: { properties: readonly unknown[] } }): [] | undefined {
      return JSON.stringify(rule.value).includes('Akta Sans') ? undefined : [];
    },
    style(rule: StyleRule): unknown {
      const selectors = rule.value.selectors.filter(isKept);
      if (selectors.length === 0) return [];
      if (selectors.length === rule.value.selectors.length) return undefined;
      return { ...rule, value: { ...rule.value, selectors } };
    },
  },
  Declaration: {
    /** USWDS names its own typeface on each component; ours is inherited from the page. */
    'font-family'(declaration: unknown): [] | undefined {
      return JSON.stringify(declaration).includes(' Web"') ? [] : undefined;
    },
  },
};
