// What of preact and htm the scripts of web/ use, for the type check; the engines read preact-htm.js alone.

export interface Painted {
  readonly type: unknown;
}

export type Child = Painted | string | number | boolean | null | undefined | Child[];

/** An event at an element on which the page listens for it. */
export type At<E extends Event, Target extends Element> = E & { readonly target: Target };

export abstract class Component<Props, State = {}> {
  constructor(props?: Props);
  readonly props: Props;
  state: State;
  setState(change: Partial<State>, done?: () => void): void;
  forceUpdate(): void;
  componentDidMount?(): void;
  componentDidUpdate?(before: Props, stateBefore: State): void;
  componentWillUnmount?(): void;
  shouldComponentUpdate?(props: Props, state: State): boolean;
  abstract render(props: Props, state: State): Child;
}

export function html(texts: TemplateStringsArray, ...values: unknown[]): Painted;
export function render(painted: Child, into: Element): void;
