// How the page asks the studio: addresses are relative, so that it may live below any path.

/** What the studio told instead of an answer: its words, the problems, and the status. */
export class Told extends Error {
  constructor(status, answer) {
    super(answer.told ?? "The studio did not answer.");
    this.status = status;
    this.problems = answer.problems ?? [];
  }
}

/** Ask for something; the answer is plain data, or a Blob where it is a sound. */
export async function ask(path, { method = "GET", data, body, signal } = {}) {
  const headers = data === undefined ? {} : { "Content-Type": "application/json" };
  let answer;
  try {
    answer = await fetch(path, { method, headers, signal, body: data === undefined ? body : JSON.stringify(data) });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Told(0, { told: "The studio does not answer. Does it still run?" });
  }
  const kind = answer.headers.get("Content-Type") ?? "";
  if (!answer.ok) {
    const told = kind.includes("json") ? await answer.json() : { told: (await answer.text()).trim() };
    throw new Told(answer.status, told);
  }
  if (answer.status === 204) return null;
  return kind.includes("json") ? answer.json() : answer.blob();
}

/** Make of a slow function one that is never asked twice at once: the newest question waits. */
export function newest(does) {
  let running = false;
  let waiting = null;
  return async function asked(...question) {
    if (running) {
      waiting = question;
      return;
    }
    running = true;
    try {
      await does(...question);
    } finally {
      running = false;
      if (waiting) {
        const next = waiting;
        waiting = null;
        asked(...next);
      }
    }
  };
}
