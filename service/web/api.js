/** The service: what it is asked, its limits, the key if it wants one, its refusals in words. */

import { plural } from "./dom.js";

export const service = { limit: null, key: "", rules: [] };

const headers = (more = {}) => ({
  Accept: "application/json",
  ...(service.key && { Authorization: `Bearer ${service.key}` }),
  ...more,
});
const known = (path) =>
  fetch(path, { headers: headers() })
    .then((r) => (r.ok ? r.json() : null))
    .catch(() => null);

/** Ask for the limits and the rules; what cannot be had is left as it is. */
export async function learn() {
  const [limits, rules] = await Promise.all([known("v1/limits"), known("v1/rules")]);
  service.limit = limits?.max_characters ?? service.limit;
  service.rules = rules?.rules ?? service.rules;
}

/** A refusal, in words: a title, what to do, whether trying again can help. */
export class Refusal extends Error {
  constructor(title, detail, again = false, status = 0) {
    super(title);
    Object.assign(this, { title, detail, again, status });
  }
}

/** Return the body of a request for quotations. What is the default is not sent. */
export const requestFor = (text, scope, more = {}) => ({
  text,
  ...(scope !== "quotations" && { scope }),
  ...more,
});

/** Return the service's answer to a text; throws Refusal, or AbortError. Offsets are those of JavaScript. */
export async function ask(text, scope, signal) {
  const body = JSON.stringify(requestFor(text, scope, { offsets: "utf16", explain: true }));
  let response;
  try {
    response = await fetch("v1/quotes", {
      method: "POST",
      headers: headers({ "Content-Type": "application/json" }),
      body,
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(
      "The service cannot be reached.",
      "Is it running, and is the network up? Your text is still here.",
      true,
    );
  }
  if (!response.ok) throw await refusal(response);
  try {
    return await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(
      "The answer cannot be read.",
      "Something between this page and the service has changed it.",
      true,
    );
  }
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get("Retry-After")) || 0;
  const later = wait ? `Try again in ${plural(wait, "second")}.` : "Try again in a moment.";
  const texts = {
    413: [
      "The text is too long.",
      service.limit
        ? `This service takes at most ${service.limit.toLocaleString("en")} characters. Send a part of it.`
        : "Send a part of it.",
    ],
    429: ["Too many requests.", later],
    503: ["The service is busy or still starting.", later],
    500: ["The service failed on this text.", "See the service log. It does not contain the text."],
  };
  const [title, detail] = texts[response.status] || [
    "The service refused the text.",
    problem.detail || `It returned status ${response.status}.`,
  ];
  return new Refusal(title, detail, response.status >= 429, response.status);
}
