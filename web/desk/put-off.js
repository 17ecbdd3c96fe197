// Puts off what is large, so that the number at the desk is on the glass before it.

import { Component } from "../vendor/preact-htm.js";

// props: turn, and a child that is drawn anew only when the turn is another one
export class PutOff extends Component {
  /** @param {{ turn: unknown }} next */
  shouldComponentUpdate(next) {
    return next.turn !== this.props.turn;
  }

  /** @param {{ children: import("../vendor/preact-htm.js").Child }} props */
  render(props) {
    return props.children;
  }
}
