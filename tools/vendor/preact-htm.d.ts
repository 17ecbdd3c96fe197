// What of preact and htm the scripts of web/ use, for the type check; the engines read preact-htm.js alone.

export interface Painted {
  readonly type: unknown;
}

export type Child = Painted | string | number | boolean | null | undefined | Child[];

export abstract class Component<Props = any, State = any> {
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
