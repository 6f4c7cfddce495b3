// What is being made. While something is, one tab of the browser listens, and tells the others.

import { ask } from "./api.js";

const LOCK = "voiceguide-changes";

/** Follow the jobs; `show` is called with all of them whenever one changes. */
export function follow(show) {
  const others = "BroadcastChannel" in window ? new BroadcastChannel(LOCK) : null;
  let listening = false;

  const told = (jobs) => {
    others?.postMessage(jobs);
    show(jobs);
  };
  if (others) others.onmessage = (event) => {
    show(event.data);
    if (goesOn(event.data)) listen();
  };

  // A browser has few connections to one address: a stream in every tab would leave none.
  function listen() {
    if (listening) return;
    listening = true;
    const alone = navigator.locks ?? { request: (_, does) => does() };
    alone.request(LOCK, () => new Promise((done) => {
      const events = new EventSource("api/jobs/changes");
      const over = () => {
        events.close();
        listening = false;
        done();
      };
      events.onmessage = (event) => {
        const jobs = JSON.parse(event.data);
        told(jobs);
        if (!goesOn(jobs)) over();
      };
      events.onerror = over;
    }));
  }

  return {
    async now() {
      const jobs = await ask("api/jobs");
      show(jobs);
      if (goesOn(jobs)) listen();
    },
    async make(data) {
      const job = await ask("api/jobs", { method: "POST", data });
      listen();
      return job;
    },
    cancel: (id) => ask(`api/jobs/${id}`, { method: "DELETE" }),
  };
}

const goesOn = (jobs) => jobs.some((job) => job.state === "waiting" || job.state === "running");
