// The page: a routine's text, how it is read, its poses and dials, the picture, what is made.

import { clock, element } from "../player/player.js";
import { ask, newest, Told } from "./api.js";
import { dials } from "./dials.js";
import { editor } from "./editor.js";
import { follow } from "./jobs.js";
import { draw, inWords, legend, onScheme, poseAt } from "./picture.js";
import { poseList } from "./poses.js";

const $ = (id) => document.getElementById(id);
const DRAFT = "voiceguide:draft";
const VIEW = "voiceguide:view";
const START = `---
title: My routine
---
Find a quiet place.

## First pose

1. Sit tall.
2. Hold for 30 seconds, then let go.
`;

const open = { name: "", mark: null, saved: "", is_own: true };
let plan = null;
let limits = { text: 0, dropped: 0 };
let following = { jobs: [], waited: null };

const text = editor($("text"), $("gutter"), $("problems"), () => {
  keepDraft();
  showSaved();
  replan();
});
const poses = poseList($("poses"), () => replan(), (line) => text.go(line));
let dial = null;
const jobs = follow(showJobs);

// --- what the text becomes -------------------------------------------------------------------

/** What is asked for, as it stands. */
const wish = () => ({ text: $("text").value, name: open.name || title() || "routine", poses: poses.led(), ...dial.get() });

const replan = newest(async () => {
  keep(sessionStorage, VIEW, { name: open.name, led: poses.led(), dials: dial.raw() });
  try {
    const answer = await ask("api/plan", { method: "POST", data: wish() });
    poses.show(answer.poses, false);
    text.tell(answer.problems);
    dial.sets(answer.client_sets);
    show(answer.plan, answer.refused);
    readings();
  } catch (error) {
    text.tell(error.problems?.length ? error.problems : [{ severity: "error", message: error.message, hint: "" }]);
    show(null);
  }
});

function show(made, refused = []) {
  plan = made;
  const steps = plan?.steps.length ? [`To last ${clock(plan.length_ms)}: ${plan.steps.join("; ")}.`] : [];
  const why = plan || refused.length ? steps : ["The session is shown here once the text has no errors."];
  const lines = [
    ...refused.map((each) => element("p", { class: "error" }, element("b", {}, "Not like this: "), each.message, each.hint ? ` – ${each.hint}.` : ".")),
    ...why.map((words) => element("p", {}, words))];
  // What is the same is not told a second time by a screen reader.
  if ($("fitted").textContent !== lines.map((each) => each.textContent).join("")) $("fitted").replaceChildren(...lines);
  $("picture").hidden = $("legend").hidden = !plan;
  draw($("picture"), plan);
  $("picture").setAttribute("aria-label", inWords(plan));
  poses.time(plan);
  $("make").disabled = !plan;
  showLength();
  performance.mark("voiceguide-drawn");
}

function showLength() {
  $("total").textContent = plan ? clock(plan.length_ms) : "–";
  const end = new Date(Date.now() + (plan?.length_ms ?? 0));
  $("until").textContent = plan ? `Begun now, it ends at ${end.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })}` : "";
}

/** Tell line by line how the text is read, where that is looked at and not told yet. */
const readings = newest(async () => {
  const asked = { text: $("text").value, name: wish().name };
  if (!$("read-box").open || readings.of === asked.text) return;
  // Where the studio does not answer, the plan tells so.
  const found = await ask("api/readings", { method: "POST", data: asked }).catch(() => null);
  if (!found) return;
  readings.of = asked.text;
  $("readings").replaceChildren(...found.map((each) => element("tr", {},
    element("td", {}, each.line ? element("button", { type: "button", onclick: () => text.go(each.line) }, String(each.line)) : ""),
    element("td", {}, each.words, " ", element("button", { type: "button", "aria-label": `Hear: ${each.words}`, title: "Hear it in this voice", onclick: () => hear(each.words) }, "▸")),
    element("td", { class: /assumed/.test(each.meaning) ? "assumed" : "" }, each.meaning))));
});

// --- opening and saving ----------------------------------------------------------------------

function opened(kept, settings = {}, led = null) {
  Object.assign(open, { name: kept.name, mark: kept.is_own ? kept.mark : null, saved: kept.text, is_own: kept.is_own });
  $("text").value = kept.text;
  $("conflict").hidden = true;
  $("taken").hidden = true;
  text.number();
  dial.put(settings);
  showSaved();
  if ([...$("routine").options].some((each) => each.value === kept.name)) $("routine").value = kept.name;
  poses.show([], true);
  replan.fresh = led;
  first(led);
}

/** Plan a text that was just opened; what of it is led is known once its poses are. */
async function first(led) {
  if (led) {
    const answer = await ask("api/plan", { method: "POST", data: { ...wish(), poses: null, settings: {}, client: "" } });
    poses.show(answer.poses, true);
    poses.choose(led);
  }
  replan();
}

async function openRoutine(name) {
  if (!mayLeave()) {
    $("routine").value = open.name;
    return;
  }
  dropDraft();
  opened(await ask(`api/routines/${encodeURIComponent(name)}`));
}

const isChanged = () => $("text").value !== open.saved;
const mayLeave = () => !isChanged() || confirm("The text was changed and is not saved. Leave it?");

function showSaved() {
  $("saved").textContent = isChanged() ? "not saved" : open.is_own ? "" : "comes with voiceguide; saving makes it yours";
  $("save").disabled = !isChanged() && open.is_own;
}

async function save(mark = open.mark, name = open.name) {
  const kept_as = name || prompt("Call it", title() || "my-routine");
  if (!kept_as) return;
  try {
    const kept = await ask(`api/routines/${encodeURIComponent(kept_as)}`, { method: "PUT", data: { text: $("text").value, mark } });
    Object.assign(open, { name: kept.name, mark: kept.mark, saved: kept.text, is_own: true });
    dropDraft();
    $("conflict").hidden = true;
    await home();
    $("routine").value = kept.name;
    showSaved();
    $("saved").textContent = "saved";
  } catch (error) {
    if (error.status === 409) conflict(kept_as);
    else text.tell([{ severity: "error", message: error.message, hint: "" }]);
  }
}

function conflict(name) {
  const again = async (does) => {
    const there = await ask(`api/routines/${encodeURIComponent(name)}`);
    does(there);
  };
  $("conflict").replaceChildren(
    element("p", {}, `${name} was changed on the disk since it was opened here. Nothing was written.`),
    element("button", { type: "button", onclick: () => again((there) => opened(there)) }, "Take what is on the disk"),
    element("button", { type: "button", onclick: () => again((there) => save(there.mark, name)) }, "Write over it"),
    element("button", { type: "button", onclick: () => save(null, prompt("Call it", `${name}-2`) || undefined) }, "Save as another"));
  $("conflict").hidden = false;
  $("conflict").querySelector("button").focus();
}

const title = () => /^title:\s*(.+)$/m.exec($("text").value)?.[1].trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

// Without storage, a reload loses what was not saved; leaving asks first.
function keep(store, key, data) {
  try {
    if (data === null) store.removeItem(key);
    else store.setItem(key, JSON.stringify(data));
  } catch {
    // It is full, or this browser lets a page keep nothing.
  }
}

function kept(store, key) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

const keepDraft = () => keep(localStorage, DRAFT, { name: open.name, mark: open.mark, saved: open.saved, is_own: open.is_own, text: $("text").value });
const dropDraft = () => keep(localStorage, DRAFT, null);
const draft = () => kept(localStorage, DRAFT);

// --- taking in what is dropped or pasted -----------------------------------------------------

async function takeIn(data, name) {
  if (data.size > limits.dropped) {
    text.tell([{ severity: "error", message: `${name} has ${Math.ceil(data.size / 1e6)} MB; at most ${limits.dropped / 1e6} MB can be taken in`, hint: "give one routine or article" }]);
    return;
  }
  if (!mayLeave()) return;
  try {
    const taken = await ask(`api/take?name=${encodeURIComponent(name)}`, { method: "POST", body: data });
    opened({ name: "", text: taken.text, mark: null, is_own: true });
    open.saved = "";
    keepDraft();
    showSaved();
    const part = (heading, lines) => (lines.length ? [element("h3", {}, heading), element("ul", {}, ...lines.map((line) => element("li", {}, line)))] : []);
    $("taken").replaceChildren(
      element("p", {}, taken.imported ? `${name} was read as an article, and written as a routine. Read it over.` : `${name} is a routine already.`),
      ...part("Left out", taken.left_out), ...part("Assumed", taken.assumed));
    $("taken").hidden = false;
    $("read-box").open = taken.imported;
  } catch (error) {
    text.tell(error.problems?.length ? error.problems : [{ severity: "error", message: error.message, hint: "" }]);
  }
}

document.addEventListener("dragover", (event) => {
  if ([...event.dataTransfer.types].some((type) => type === "Files" || type === "text/plain")) event.preventDefault();
});
document.addEventListener("drop", async (event) => {
  const [file] = event.dataTransfer.files;
  const html = event.dataTransfer.getData("text/html");
  const plain = event.dataTransfer.getData("text/plain");
  if (!file && event.target === $("text")) return;
  event.preventDefault();
  if (file) takeIn(file, file.name);
  else if (html || plain) takeIn(new Blob([html || plain]), html ? "dropped.html" : "dropped.txt");
});
// Into an empty text, or in place of all of it, a paste is taken in as an article would be.
$("text").addEventListener("paste", (event) => {
  const area = $("text");
  const all = area.selectionStart === 0 && area.selectionEnd === area.value.length;
  const html = event.clipboardData.getData("text/html");
  const plain = event.clipboardData.getData("text/plain");
  if (!all || !(html || plain)) return;
  event.preventDefault();
  open.saved = area.value;
  takeIn(new Blob([html || plain]), html ? "pasted.html" : "pasted.txt");
});

// --- making and listening --------------------------------------------------------------------

async function make() {
  $("make").disabled = true;
  try {
    await jobs.make(wish());
  } catch (error) {
    $("job").dataset.shows = "";
    $("job").replaceChildren(element("p", { class: "problem error" }, error.message));
  }
  $("make").disabled = !plan;
}

function showJobs(found) {
  const [job] = found;
  const before = following.jobs;
  following = { ...following, jobs: found };
  if (!job) return;
  const waiting = found.filter((each) => each.state === "waiting").length;
  const cancel = (id) => element("button", { type: "button", class: "plain", onclick: () => jobs.cancel(id) }, "Cancel");
  const now = found.find((each) => each.state === "running") ?? job;
  const shown = {
    waiting: () => [element("p", {}, `${now.title}: waits`), cancel(now.id)],
    running: () => [
      element("progress", { "aria-label": `Making ${now.title}` }), element("p", {}), cancel(now.id), element("p", { class: "hint" })],
    made: () => [
      element("p", {}, `${now.file} is made: ${clock(now.length_ms)}. `),
      element("button", { type: "button", class: "main", onclick: () => listen(now.file) }, "Listen")],
    failed: () => [element("pre", { class: "problem error" }, now.told)],
    cancelled: () => [element("p", {}, "Cancelled. What was spoken is kept: making it again goes on from there.")],
  }[now.state];
  const key = `${now.id} ${now.state}`;
  // What stays in place can be pressed while it counts on.
  if ($("job").dataset.shows !== key) $("job").replaceChildren(...shown());
  $("job").dataset.shows = key;
  if (now.state === "running") {
    const [bar, words, , more] = $("job").children;
    bar.max = now.words || 1;
    bar.value = now.ready || 0;
    words.textContent = progress(now);
    more.textContent = waiting ? `${waiting} more wait` : "";
  }
  const ended = found.some((each) => each.state === "made" && before.find((was) => was.id === each.id)?.state !== "made");
  if (ended) home();
}

let begun = { id: 0, at: 0, ready: 0 };
function progress(job) {
  if (begun.id !== job.id) begun = { id: job.id, at: performance.now(), ready: job.ready };
  const done = job.ready - begun.ready;
  const each = (performance.now() - begun.at) / 1000 / (done || 1);
  const left = Math.ceil(each * (job.words - job.ready));
  const when = done > 2 && job.ready < job.words ? `, ${left} s left` : "";
  if (!job.words) return `${job.title}: getting ready`;
  if (job.ready === job.words) return `${job.title}: putting it together`;
  return `${job.title}: sentence ${job.ready} of ${job.words}${when}`;
}

const player = document.querySelector("vg-player");
async function listen(name) {
  hush();
  const session = await ask(`api/sessions/${encodeURIComponent(name)}`);
  $("download").href = `${session.src}?save`;
  $("listening").showModal();
  player.load(session);
}
$("listening").addEventListener("close", () => player.stop());

let heard = null;
/** Only one sound at a time: a new one stops the one that plays. */
function hush() {
  heard?.pause();
  player.stop();
}

/** Say some words in the voice and at the rate of the dials: those marked in the text, or any. */
async function hear(given = "") {
  hush();
  const marked = $("text").value.slice($("text").selectionStart, $("text").selectionEnd).trim();
  const words = given || (marked && marked.length < 500 ? marked : "Inhale, and lift. Exhale, and let your shoulders sink.");
  try {
    const sound = await ask("api/say", { method: "POST", data: { words, name: open.name, settings: pick(dial.get().settings, ["voice", "rate"]) } });
    heard = new Audio(URL.createObjectURL(sound));
    heard.addEventListener("ended", () => URL.revokeObjectURL(heard.src));
    await heard.play();
  } catch (error) {
    text.tell([{ severity: "error", message: error.message, hint: "" }]);
  }
}
const pick = (from, names) => Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));

async function openSession(name) {
  if (!mayLeave()) return;
  const session = await ask(`api/sessions/${encodeURIComponent(name)}`);
  let kept = { name: session.name, text: session.text, mark: null, is_own: true };
  try {
    const there = await ask(`api/routines/${encodeURIComponent(session.name)}`);
    // The text that it was made of may not be what lies on the disk by now: saving asks first.
    kept = { ...kept, mark: there.mark, is_own: there.is_own };
    opened(kept, { ...session.settings, client: session.client }, session.led);
    open.saved = there.text;
  } catch {
    opened(kept, { ...session.settings, client: session.client }, session.led);
    open.saved = "";
  }
  showSaved();
}

async function home() {
  const told = await ask("api/home");
  limits = told.limits;
  $("folder").textContent = told.folder;
  $("limits").textContent = `Or drop or paste an article, a saved page or a chatbot’s answer: up to ${limits.dropped / 1e6} MB.`;
  const option = (each) => element("option", { value: each.name }, each.about ? `${each.title} – ${each.about}` : each.title);
  const groups = [[true, "Yours"], [false, "They come with voiceguide"]].map(([own, label]) =>
    element("optgroup", { label }, ...told.routines.filter((each) => each.is_own === own).map(option)));
  $("routine").replaceChildren(element("option", { value: "", hidden: true }, "(not saved yet)"), ...groups.filter((each) => each.children.length));
  $("routine").value = open.name;
  const sessions = told.sessions.map((each) => element("li", {},
    element("span", {}, element("b", {}, each.title), element("small", {}, `${each.name} · ${clock(each.length_ms)} · ${new Date(each.made).toLocaleDateString()}`)),
    each.plays
      ? element("button", { type: "button", "aria-label": `Listen: ${each.name}`, onclick: () => listen(each.name) }, "Listen")
      : element("a", { href: `sessions/${encodeURIComponent(each.name)}?save`, "aria-label": `Download: ${each.name}` }, "Download"),
    element("button", { type: "button", class: "plain", "aria-label": `Open with its settings: ${each.name}`, onclick: () => openSession(each.name) }, "Open")));
  $("made").replaceChildren(...(sessions.length ? sessions : [element("li", { class: "hint" }, "Nothing yet.")]));
  return told;
}

// --- to the phone ----------------------------------------------------------------------------

function showShared(told) {
  const asked = (words, method, path = "api/share") => element("button", { type: "button", onclick: () =>
    ask(path, { method }).then(showShared, (error) => $("shared").replaceChildren(element("p", { class: "problem error" }, error.message))) }, words);
  const square = told.square ? element("img", { alt: "The address as a square to scan", src: `data:image/svg+xml;utf8,${encodeURIComponent(told.square)}` }) : "";
  $("shared").replaceChildren(...(told.address
    ? [element("p", {}, told.warning), square, element("p", {}, element("a", { href: told.address }, told.address)),
      element("p", { class: "hint" }, "The phone has to be in the same network. AntennaPod and Apple Podcasts can follow the feed that the page names."),
      element("div", { class: "row" }, asked("Stop sharing", "DELETE"), asked("New address: shut the others out", "POST", "api/share?anew"))]
    : [element("p", {}, "Finished sessions, and nothing else, can be heard from phones in your network. Nothing can be changed from there."), element("p", {}, told.warning), asked("Share", "POST")]));
}
$("share").addEventListener("click", async () => {
  showShared(await ask("api/share"));
  $("sharing").showModal();
});

// --- beginning -------------------------------------------------------------------------------

const told = await home();
dial = dials($("dials"), told, () => replan(), () => hear());
$("desk").inert = false;

$("routine").addEventListener("change", () => openRoutine($("routine").value));
$("new").addEventListener("click", () => {
  if (!mayLeave()) return;
  opened({ name: "", text: START, mark: null, is_own: true });
  open.saved = "";
  showSaved();
  $("text").focus();
});
$("file").addEventListener("click", () => $("picked").click());
$("picked").addEventListener("change", () => {
  const [file] = $("picked").files;
  if (file) takeIn(file, file.name);
  $("picked").value = "";
});
$("save").addEventListener("click", () => save());
$("make").addEventListener("click", make);
$("read-box").addEventListener("toggle", () => readings());
$("picture").addEventListener("click", (event) => {
  if (!plan) return;
  const pose = poseAt($("picture"), plan, event.offsetX);
  if (pose >= 0) document.querySelectorAll("#poses li:not(.out) .show")[pose]?.click();
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    save();
  }
});
// Whatever was asked for in vain is told, such as a session that was taken away meanwhile.
addEventListener("unhandledrejection", (event) => {
  if (!(event.reason instanceof Told)) return;
  event.preventDefault();
  text.tell([{ severity: "error", message: event.reason.message, hint: "" }]);
});
addEventListener("beforeunload", (event) => {
  if (isChanged() && !draft()) event.preventDefault();
});
new ResizeObserver(() => draw($("picture"), plan)).observe($("picture"));
onScheme(() => draw($("picture"), plan));
setInterval(showLength, 20000);
legend($("legend"), element);

ask("api/voices").then((found) => dial.voices(found), () => {});
jobs.now();

/** Show what was shown before a reload: the text, what is led of it, and the dials. */
async function begin() {
  const [typed, view] = [draft(), kept(sessionStorage, VIEW)];
  const is_unsaved = typed && typed.text !== typed.saved;
  const names = [view?.name, told.routines.find((each) => each.is_own)?.name, "middle-back", told.routines[0]?.name];
  const name = is_unsaved ? typed.name : names.find((name) => told.routines.some((each) => each.name === name));
  if (!is_unsaved && !name) return;
  const same = view && view.name === name;
  const shown = is_unsaved ? typed : await ask(`api/routines/${encodeURIComponent(name)}`);
  opened(shown, {}, same ? view.led : null);
  if (is_unsaved) {
    open.saved = typed.saved;
    open.mark = typed.mark;
    showSaved();
  }
  if (same) {
    dial.back(view.dials);
    replan();
  }
}
begin();
