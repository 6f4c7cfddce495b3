// A session to follow: one <audio>, and on the screen what is heard now.
// All that moves is worked out from the sound's own time, so that nothing can get out of step.

const STRETCHES = new Set(["hold", "work", "rest"]);
const KIND_NAMES = { hold: "Hold", work: "Keep going", rest: "Rest", inhale: "Breathe in", exhale: "Breathe out" };
const STEP_S = 10;
const ORDINALS = { right: "Right side", left: "Left side", first: "First side", second: "Second side" };

/** Give a time as a clock shows it: 4:05, or 1:04:05. */
export function clock(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Find the cue at a time. Cues cover the session without a gap. */
export function cueAt(cues, ms) {
  let low = 0;
  let high = cues.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (cues[middle].start_ms <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How full the lungs are, from 0 to 1, at a share of a breath in or out; slow at both ends. */
const filled = (share) => (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, share)))) / 2;

/** Tell for each cue what the screen needs besides: where its stretch ends, and its breath. */
export function prepared(session) {
  const { cues } = session;
  const told = cues.map(() => ({ from_ms: 0, to_ms: 0, words: -1, still: null }));
  let words = -1;
  let level = null;
  for (const [i, cue] of cues.entries()) {
    if (i && cue.pose !== cues[i - 1].pose) words = level = null;
    if (cue.say) words = i;
    told[i].words = words ?? -1;
    if (cue.kind === "inhale") level = 1;
    else if (cue.kind === "exhale") level = 0;
    else if (cue.kind !== "hold" || cue.breath) level = null;
    told[i].still = level;
  }
  const same = (a, b) => a.kind === b.kind && ["pose", "side", "round", "set"].every((of) => a[of] === b[of]);
  for (let first = 0; first < cues.length; ) {
    let after = first + 1;
    // What stretches over several cues is one: words within a hold do not end it.
    if (STRETCHES.has(cues[first].kind)) while (after < cues.length && same(cues[first], cues[after])) after += 1;
    for (let i = first; i < after; i += 1) {
      told[i].from_ms = cues[first].start_ms;
      told[i].to_ms = cues[after - 1].end_ms;
    }
    first = after;
  }
  return told;
}

/** Tell what there is to show at a time of a session, in plain values. */
export function momentAt(session, told, ms) {
  const i = cueAt(session.cues, ms);
  const cue = session.cues[i];
  const { from_ms, to_ms, words, still } = told[i];
  const share = (ms - cue.start_ms) / (cue.end_ms - cue.start_ms || 1);
  let breath = still === null ? null : { level: still, way: "" };
  if (cue.kind === "inhale") breath = { level: filled(share), way: "in" };
  else if (cue.kind === "exhale") breath = { level: 1 - filled(share), way: "out" };
  else if (cue.breath) {
    const [inhale, exhale, at] = cue.breath;
    const now = (at + ms - cue.start_ms) % (inhale + exhale);
    breath = now < inhale
      ? { level: filled(now / inhale), way: "in" }
      : { level: 1 - filled((now - inhale) / exhale), way: "out" };
  }
  const chapter = session.chapters.findLastIndex((each) => each.start_ms <= ms);
  return {
    chapter: Math.max(0, chapter),
    kind: cue.kind,
    pose: cue.pose === null ? null : session.poses[cue.pose],
    said: words < 0 ? "" : session.cues[words].say,
    speaking: i === words,
    side: cue.side ?? "",
    round: cue.round,
    set: cue.set,
    stretch: STRETCHES.has(cue.kind) ? { left_ms: to_ms - ms, share: (ms - from_ms) / (to_ms - from_ms || 1) } : null,
    breath,
  };
}

/** Make an element with attributes and children; text is only ever text. */
export function element(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const SIGNS = {
  play: "M8 5v14l11-7z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  back: "M11 6v12l-8-6zM20 6v12l-8-6z",
  on: "M4 6v12l8-6zM13 6v12l8-6z",
  previous: "M6 5h3v14H6zM20 5v14L9 12z",
  next: "M15 5h3v14h-3zM4 5v14l11-7z",
  list: "M4 6h16v2H4zM4 11h16v2H4zM4 16h16v2H4z",
  large: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z",
};

function sign(name) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SIGNS[name]);
  drawn.append(path);
  return drawn;
}

const button = (name, label, press) => element("button", { type: "button", class: `vg-${name}`, "aria-label": label, title: label, onclick: press }, sign(name));

/** The player as an element: `load` it with a session, and it can be followed. */
export class Player extends HTMLElement {
  #session = null;
  #told = [];
  #parts = {};
  #shown = {};
  #frame = 0;
  #lock = null;
  #kept_at = 0;
  #keys = (event) => this.#press(event);
  #visible = () => this.#stay_awake();
  #leaving = () => this.#keep_place();

  connectedCallback() {
    document.addEventListener("keydown", this.#keys);
    document.addEventListener("visibilitychange", this.#visible);
    window.addEventListener("pagehide", this.#leaving);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#keys);
    document.removeEventListener("visibilitychange", this.#visible);
    window.removeEventListener("pagehide", this.#leaving);
    this.stop();
  }

  /** Show a session: its title, poses, chapters and cues, and where its sound is. */
  load(session) {
    this.stop();
    this.#session = session;
    this.#told = prepared(session);
    this.#shown = {};
    this.#build();
    this.#offer_place();
    this.#show();
  }

  /** Stop the sound and let go of it, as when another one is to be heard. */
  stop() {
    cancelAnimationFrame(this.#frame);
    this.#let_sleep();
    const { sound } = this.#parts;
    if (!sound) return;
    this.#keep_place();
    sound.pause();
    sound.removeAttribute("src");
    sound.load();
    this.#parts = {};
  }

  /** Go to a time in the session, in milliseconds. */
  seek(ms) {
    this.#parts.sound.currentTime = Math.min(Math.max(0, ms), this.#session.length_ms) / 1000;
    this.#show();
  }

  get #now() {
    return this.#parts.sound.currentTime * 1000;
  }

  #build() {
    const s = this.#session;
    const sound = element("audio", { src: s.src, preload: "auto" });
    const p = {
      sound,
      name: element("h2", { class: "vg-name" }),
      where: element("p", { class: "vg-where" }),
      circle: element("div", { class: "vg-circle" }),
      count: element("p", { class: "vg-count" }),
      way: element("p", { class: "vg-way" }),
      words: element("p", { class: "vg-words" }),
      next: element("p", { class: "vg-coming" }),
      picture: element("img", { class: "vg-picture", alt: "", hidden: true }),
      toggle: button("play", "Play", () => this.toggle()),
      slider: element("input", {
        type: "range", class: "vg-slider", min: 0, max: s.length_ms, step: 1000, value: 0, "aria-label": "Place in the session",
        oninput: () => this.seek(Number(p.slider.value)),
      }),
      past: element("span", { class: "vg-past" }),
      left: element("span", { class: "vg-left" }),
      notice: element("div", { class: "vg-notice", role: "status" }),
      chapters: element("ol", { class: "vg-chapters", hidden: true, id: "vg-chapters" }),
    };
    this.#parts = p;
    for (const [i, chapter] of s.chapters.entries()) {
      const go = element("button", { type: "button", onclick: () => this.#go(i) },
        element("span", {}, chapter.name), element("span", { class: "vg-at" }, clock(chapter.start_ms)));
      p.chapters.append(element("li", {}, go));
    }
    const list = button("list", "Poses", () => {
      p.chapters.hidden = !p.chapters.hidden;
      list.setAttribute("aria-expanded", String(!p.chapters.hidden));
    });
    list.setAttribute("aria-expanded", "false");
    list.setAttribute("aria-controls", "vg-chapters");
    const large = document.fullscreenEnabled ? [button("large", "Whole screen", () => this.#large())] : [];
    sound.addEventListener("playing", () => this.#began());
    sound.addEventListener("pause", () => this.#paused());
    sound.addEventListener("ended", () => this.#ended());
    sound.addEventListener("seeked", () => this.#show());
    sound.addEventListener("timeupdate", () => this.#passed());
    sound.addEventListener("error", () => this.#failed());
    this.replaceChildren(
      element("header", { class: "vg-head" }, element("p", { class: "vg-title" }, s.title), list, ...large),
      element("section", { class: "vg-stage", "aria-label": "Now" },
        element("div", { class: "vg-now" }, p.name, p.where),
        element("div", { class: "vg-breath" }, p.circle, p.count, p.way),
        p.picture, p.words, p.next),
      p.chapters, p.notice,
      element("footer", { class: "vg-foot" },
        element("div", { class: "vg-place" }, p.past, p.slider, p.left),
        element("div", { class: "vg-buttons" },
          button("previous", "Previous pose", () => this.#turn(-1)), button("back", "Back 10 seconds", () => this.#step(-STEP_S)),
          p.toggle, button("on", "On 10 seconds", () => this.#step(STEP_S)), button("next", "Next pose", () => this.#turn(1)))),
      sound,
    );
  }

  /** Play, or pause. */
  toggle() {
    const { sound } = this.#parts;
    if (sound.paused) sound.play().catch(() => this.#tell("This browser did not let the sound begin: press play once more."));
    else sound.pause();
  }

  #step(seconds) {
    this.seek(this.#now + 1000 * seconds);
  }

  #go(chapter) {
    this.seek(this.#session.chapters[chapter].start_ms);
    if (this.#parts.sound.paused) this.toggle();
  }

  #turn(by) {
    const { chapters } = this.#session;
    const here = momentAt(this.#session, this.#told, this.#now).chapter;
    // Back from within a pose is to its beginning, as players do.
    const again = by < 0 && this.#now - chapters[here].start_ms > 3000;
    const to = Math.min(chapters.length - 1, Math.max(0, again ? here : here + by));
    this.seek(chapters[to].start_ms);
  }

  #large() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.requestFullscreen().catch(() => this.#tell("This browser keeps its page as it is."));
  }

  #press(event) {
    if (!this.#parts.sound || event.ctrlKey || event.metaKey || event.altKey) return;
    const on = event.target;
    if (on.closest?.("input:not([type=range]), textarea, select, [contenteditable]")) return;
    if (on.closest?.("button, a, summary") && (event.key === " " || event.key === "Enter")) return;
    if (on.closest?.("input") && event.key.startsWith("Arrow")) return;
    const does = {
      " ": () => this.toggle(), k: () => this.toggle(),
      ArrowLeft: () => this.#step(-STEP_S), j: () => this.#step(-STEP_S),
      ArrowRight: () => this.#step(STEP_S), l: () => this.#step(STEP_S),
      p: () => this.#turn(-1), n: () => this.#turn(1), f: () => this.#large(),
      Home: () => this.seek(0),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!does) return;
    event.preventDefault();
    does();
  }

  #began() {
    this.#tell("");
    this.#swap("pause", "Pause");
    this.#announce();
    this.#stay_awake();
    cancelAnimationFrame(this.#frame);
    const draw = () => {
      this.#show();
      this.#frame = requestAnimationFrame(draw);
    };
    draw();
  }

  #paused() {
    cancelAnimationFrame(this.#frame);
    this.#swap("play", "Play");
    this.#let_sleep();
    this.#keep_place();
    this.#show();
  }

  #ended() {
    this.#forget_place();
    this.#tell("That was all of it.");
  }

  #failed() {
    const { error } = this.#parts.sound ?? {};
    if (error) this.#tell("The sound can't be played. Was the file moved, or not loaded whole?");
  }

  #swap(name, label) {
    const { toggle } = this.#parts;
    if (!toggle) return;
    toggle.replaceChildren(sign(name));
    toggle.setAttribute("aria-label", label);
    toggle.title = label;
  }

  #tell(words, ...more) {
    this.#parts.notice?.replaceChildren(...(words ? [element("p", {}, words), ...more] : []));
  }

  // The page may be hidden for long, and nothing is drawn then: this alone goes on.
  #passed() {
    if (!this.#parts.sound) return;
    if (Math.abs(this.#now - this.#kept_at) > 5000) this.#keep_place();
    this.#tell_position();
    if (this.#parts.sound.paused || document.hidden) this.#show();
  }

  #show() {
    const p = this.#parts;
    if (!p.sound) return;
    const ms = Math.min(this.#now, this.#session.length_ms - 1);
    const moment = momentAt(this.#session, this.#told, Math.max(0, ms));
    const { chapters } = this.#session;
    const pose = moment.pose;
    const where = [
      ORDINALS[moment.side] ?? "",
      moment.set && pose ? `set ${moment.set} of ${pose.sets}` : "",
      moment.round && pose ? `round ${moment.round} of ${pose.rounds / pose.sets}` : "",
    ].filter(Boolean).join(" · ");
    const left = moment.stretch ? Math.ceil(moment.stretch.left_ms / 1000) : 0;
    const way = moment.breath?.way ? `Breathe ${moment.breath.way}` : moment.stretch || moment.breath ? (KIND_NAMES[moment.kind] ?? "") : "";
    const next = chapters[moment.chapter + 1];
    this.#put(p.name, "name", chapters[moment.chapter]?.name ?? this.#session.title);
    this.#put(p.where, "where", where);
    this.#put(p.count, "count", moment.stretch ? (left < 100 ? String(left) : clock(1000 * left)) : "");
    this.#put(p.way, "way", way);
    this.#put(p.words, "words", moment.said);
    this.#put(p.next, "next", next ? `Next: ${next.name}` : "");
    this.#put(p.past, "past", clock(ms));
    this.#put(p.left, "left", `−${clock(this.#session.length_ms - ms)}`);
    p.words.classList.toggle("vg-quiet", !moment.speaking);
    p.circle.classList.toggle("vg-idle", !moment.breath);
    const level = moment.breath ? moment.breath.level : 0.35;
    p.circle.style.setProperty("--vg-level", level.toFixed(3));
    if (this.#shown.second !== Math.floor(ms / 1000)) {
      this.#shown.second = Math.floor(ms / 1000);
      p.slider.value = ms;
      p.slider.setAttribute("aria-valuetext", `${clock(ms)} of ${clock(this.#session.length_ms)}`);
    }
    if (this.#shown.chapter !== moment.chapter) {
      this.#shown.chapter = moment.chapter;
      for (const [i, item] of [...p.chapters.children].entries()) {
        if (i === moment.chapter) item.setAttribute("aria-current", "step");
        else item.removeAttribute("aria-current");
      }
      p.picture.hidden = !pose?.picture;
      if (pose?.picture) p.picture.src = pose.picture;
    }
  }

  #put(part, name, words) {
    if (this.#shown[name] === words) return;
    this.#shown[name] = words;
    part.textContent = words;
  }

  // Lock screen and headset. WebKit drops what was set before it plays, so all is set at "playing".
  #announce() {
    const session = navigator.mediaSession;
    if (!session) return;
    const { title, author, cover } = this.#session;
    const artwork = cover ? [{ src: cover, sizes: "600x600", type: "image/png" }] : [];
    session.metadata = new MediaMetadata({ title, artist: author, album: title, artwork });
    const handlers = {
      play: () => this.#parts.sound?.play(),
      pause: () => this.#parts.sound?.pause(),
      previoustrack: () => this.#turn(-1),
      nexttrack: () => this.#turn(1),
      seekto: ({ seekTime }) => this.seek(1000 * seekTime),
    };
    for (const [name, does] of Object.entries(handlers)) {
      try {
        session.setActionHandler(name, does);
      } catch {
        // A browser that lacks one of them has the others.
      }
    }
    this.#tell_position();
  }

  #tell_position() {
    const duration = this.#session.length_ms / 1000;
    const position = Math.min(this.#now / 1000, duration);
    navigator.mediaSession?.setPositionState?.({ duration, position, playbackRate: 1 });
  }

  // The lock is lost whenever the page is hidden, and is asked for again on return.
  async #stay_awake() {
    const { sound } = this.#parts;
    if (!sound || sound.paused || document.hidden) return;
    if (!navigator.wakeLock) {
      this.#tell("Here the screen may go dark. The sound goes on.");
      return;
    }
    try {
      this.#lock ??= await navigator.wakeLock.request("screen");
      this.#lock.addEventListener("release", () => (this.#lock = null), { once: true });
    } catch {
      this.#tell("The screen may go dark to save power. The sound goes on.");
    }
  }

  #let_sleep() {
    this.#lock?.release();
    this.#lock = null;
  }

  get #place() {
    return `voiceguide:place:${this.#session?.id}`;
  }

  #keep_place() {
    if (!this.#session?.id || !this.#parts.sound) return;
    this.#kept_at = this.#now;
    if (this.#now > 5000 && this.#now < this.#session.length_ms - 5000) store(this.#place, String(Math.round(this.#now)));
  }

  #forget_place() {
    store(this.#place, null);
  }

  #offer_place() {
    const at = Number(kept(this.#place));
    if (!(at > 5000 && at < this.#session.length_ms - 5000)) return;
    const go = (ms) => () => {
      this.#tell("");
      this.seek(ms);
      this.toggle();
    };
    this.#tell("You stopped before the end.",
      element("button", { type: "button", class: "vg-go", onclick: go(at) }, `Go on at ${clock(at)}`),
      element("button", { type: "button", class: "vg-again", onclick: go(0) }, "Start again"));
  }
}

// A page from the disk, or a private window, may have no storage.
function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // The place is then forgotten.
  }
}

function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

customElements.define("vg-player", Player);
