// What a phone gets: the sessions there are, and their player.

import { clock, element } from "../player/player.js";

const $ = (id) => document.getElementById(id);
const player = document.querySelector("vg-player");

async function told(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(path);
  return answer.json();
}

async function show() {
  const id = location.hash.slice(1);
  $("list").hidden = Boolean(id);
  $("playing").hidden = !id;
  if (!id) {
    player.stop();
    player.replaceChildren();
    return;
  }
  try {
    player.load(await told(`sessions/${encodeURIComponent(id)}`));
  } catch {
    location.hash = "";
  }
}

const { sessions, feed } = await told("sessions.json");
$("feed").value = feed;
$("sessions").replaceChildren(...sessions.map((each) => element("li", {},
  element("a", { href: `#${each.id}` }, each.title), element("span", {}, clock(each.length_ms)),
  element("a", { class: "save", href: `sounds/${each.id}.mp3`, download: `${each.title}.mp3`, "aria-label": `Download: ${each.title}` }, "Download"))));
if (!sessions.length) $("sessions").append(element("li", {}, "Nothing is made yet."));
$("back").addEventListener("click", () => (location.hash = ""));
addEventListener("hashchange", show);
show();
