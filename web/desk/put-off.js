// Puts off what is large, so that the number at the desk is on the glass before it.

import { Component } from "../vendor/preact-htm.js";

/** @typedef {{ turn: unknown, children: import("../vendor/preact-htm").Child }} PutOffProps */

/**
 * Its child is drawn anew only when the turn is another one.
 * @extends {Component<PutOffProps>}
 */
export class PutOff extends Component {
  /** @param {PutOffProps} next */
  shouldComponentUpdate(next) {
    return next.turn !== this.props.turn;
  }

  /** @param {PutOffProps} props */
  render(props) {
    return props.children;
  }
}
