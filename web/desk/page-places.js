// Where somebody works today: at one of the counters, or at the overview.

import { Component, html } from "../vendor/preact-htm.js";
import { worded } from "../view.js";

function place(name, title, detail, state, choose) {
  return html`<li key=${name}><button type="button" class="place-button" data-place=${name} onClick=${choose}>
    <b>${title}</b> <span class="place-detail">${detail}</span> ${state}</button></li>`;
}

// props: words, session, card (or null), counterStates (the counters' states by number), sentence, choose(place)
export class PlacesPage extends Component {
  constructor(props) {
    super(props);
    this.press = (event) => this.chooseByKey(event);
  }

  componentDidMount() {
    document.addEventListener("keydown", this.press);
  }

  componentWillUnmount() {
    document.removeEventListener("keydown", this.press);
  }

  // A counter's own digit goes there; 0 goes to the overview of those who have one.
  chooseByKey(event) {
    const props = this.props;
    if (
      props.card === null ||
      event.ctrlKey ||
      event.altKey ||
      event.metaKey ||
      event.repeat ||
      !/^[0-9]$/.test(event.key)
    ) {
      return;
    }
    const number = Number(event.key);
    if (number === 0 && props.session.role !== "clerk") {
      props.choose("staff");
    } else if (
      props.session.role !== "guidance" &&
      props.card.counters.some((one) => one.number === number)
    ) {
      props.choose(number);
    }
  }

  render(props) {
    const words = props.words;
    const session = props.session;
    const seesAll = session.role !== "clerk";
    const hasCounters = session.role !== "guidance";
    const overview = words.say(
      session.role === "guidance"
        ? "overviewGuidance"
        : session.role === "manager"
          ? "overviewManager"
          : "overview",
    );
    const state = (number) => {
      const known = props.counterStates.get(number) || "closed";
      return html`<span class=${"chip counter-" + known}>${words.say("counter." + known)}</span>`;
    };
    return html`<div class="page entrance"><main class="entrance-card is-wide">
      <h1>${words.say("choose")}</h1>
      ${session.name ? html`<p>${words.say("chooseFor", { name: session.name })}</p>` : null}
      ${hasCounters ? html`<p>${words.say(seesAll ? "chooseByKeyOrZero" : "chooseByKey")}</p>` : null}
      <div aria-live="polite">${props.sentence ? html`<p class="mistake">${props.sentence}</p>` : null}</div>
      ${
        props.card === null
          ? html`<p role="status">${words.say("connectingServer")}</p>`
          : html`<ul class="places">
        ${seesAll ? place("staff", overview, words.say("overviewWhy"), null, () => props.choose("staff")) : null}
        ${
          hasCounters
            ? props.card.counters.map((one) =>
                place(
                  one.number,
                  words.say("counter", { counter: one.number }),
                  worded(one.label, words.language) + " · " + words.fields(one.fields),
                  state(one.number),
                  () => props.choose(one.number),
                ),
              )
            : null
        }</ul>`
      }
    </main>${props.tools}</div>`;
  }
}
