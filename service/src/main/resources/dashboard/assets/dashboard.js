// Draws the overviews that /dashboard/events sends. Texts from the server only ever become text nodes.
import { PoolCards } from "/assets/pools.js";
import { clock, count, element, money, noun, percent, since } from "/assets/format.js";

const WORDS = { in_progress: "busy", validating: "busy", finalizing: "busy", completed: "good", paused: "held", expired: "held", cancelled: "held", failed: "bad" };
const KEY = "penstock-key";
const byId = (id) => document.getElementById(id);
const pools = new PoolCards(byId("pools"));

function show(overview) {
  byId("key-form").hidden = true;
  document.querySelector("main").hidden = false;
  byId("provider").textContent = overview.provider;
  const webUi = byId("web-ui");
  webUi.hidden = !overview.web_ui;
  webUi.href = overview.web_ui ?? "";
  byId("missing").hidden = !overview.missing;
  byId("missing").textContent = overview.missing ?? "";
  tiles(overview);
  batches(overview.batches);
  byId("no-pools").hidden = overview.pools.length > 0;
  pools.show(overview.pools);
  byId("routes").replaceChildren(...overview.routes.map((route) => element("li", {}, `route ${route}`)));
}

function tiles({ batches, pools, at }) {
  const unfinished = batches.filter((batch) => !batch.finished_at);
  const paused = unfinished.filter((batch) => batch.status === "paused").length;
  const running = unfinished.length - paused;
  const recent = pools.flatMap((pool) => pool.samples.filter((sample) => at - sample.at < 60_000));
  const sum = (name) => recent.reduce((total, sample) => total + sample[name], 0);
  const workers = pools.flatMap((pool) => pool.workers);
  const inFlight = workers.reduce((total, worker) => total + worker.inFlight, 0);
  const [calls, throttled] = [sum("calls"), sum("throttled")];
  const slowest = Math.max(0, ...unfinished.map((batch) => batch.p99_ms));
  const priced = batches.filter((batch) => batch.cost_usd != null && batch.total);
  const spent = priced.reduce((total, batch) => total + batch.cost_usd, 0);
  const facts = [
    [count(running), `${noun(running, "batch", "batches")} running${paused ? `, ${count(paused)} paused` : ""}`],
    [count(calls), `${noun(calls, "call", "calls")} in the last minute`],
    [count(sum("tokens")), `${noun(sum("tokens"), "token", "tokens")} in the last minute`],
    [percent(throttled, calls + throttled), "of calls rate-limited (429)"],
    [count(inFlight), `${noun(inFlight, "call", "calls")} in flight`],
    [slowest ? `${count(slowest)} ms` : "–", "latency p99 of unfinished batches"],
    [priced.length ? money(spent) : "–", "known cost of the batches below"],
  ];
  byId("tiles").replaceChildren(...facts.map(([value, name]) => element("div", { class: "tile" }, element("b", {}, value), element("span", {}, name))));
}

function batches(list) {
  byId("no-batches").hidden = list.length > 0;
  byId("batches").hidden = list.length === 0;
  byId("batches").tBodies[0].replaceChildren(...list.map(row));
}

function row(batch) {
  const done = batch.completed + batch.failed;
  const name = batch.link ? element("a", { href: batch.link, target: "_blank", rel: "noopener" }, batch.id) : batch.id;
  const bar = element("div", { class: "bar" }, part("done", batch.completed, batch.total), part("failed", batch.failed, batch.total));
  const cell = (label, text, kind = "number") => element("td", { "data-label": label, class: kind }, text);
  return element(
    "tr",
    { "data-batch": batch.id },
    element("td", { class: "name" }, name, batch.remark ? element("div", { class: "remark" }, batch.remark) : "", batch.incomplete ? element("div", { class: "remark" }, `answers: ${batch.incomplete}`) : ""),
    cell("Status", element("span", { class: `badge ${WORDS[batch.status] ?? "held"}` }, batch.status), ""),
    cell("Progress", element("div", {}, `${count(done)} of ${count(batch.total)}`, bar), ""),
    cell("Failed", done ? percent(batch.failed, done) : "–"),
    cell("Rate", !done ? "–" : batch.finished_at ? average(batch, done) : `${batch.requests_per_second}/s`),
    cell("Time left", batch.seconds_left == null ? "–" : clock(batch.seconds_left)),
    cell("Latency p50 / p99", batch.completed ? `${count(batch.p50_ms)} / ${count(batch.p99_ms)} ms` : "–"),
    cell("Tokens", count(batch.tokens)),
    cell("Cost", !done ? "–" : batch.cost_usd == null ? "unknown" : money(batch.cost_usd)),
    cell("Started", batch.started_at ? since(batch.started_at) : "", ""),
  );
}

function part(kind, number, total) {
  const made = element("i", { class: kind });
  // Not as an attribute, which the page's content security policy forbids.
  made.style.width = `${total ? (100 * number) / total : 0}%`;
  return made;
}

function average(batch, done) {
  const seconds = (Date.parse(batch.finished_at) - Date.parse(batch.started_at)) / 1000;
  return seconds > 0 ? `${(done / seconds).toFixed(1)}/s` : "–";
}

function say(word, kind) {
  byId("live").textContent = word;
  byId("live").className = `badge ${kind}`;
}

// By fetch and not by EventSource, which cannot send a key.
async function follow() {
  const key = sessionStorage.getItem(KEY);
  const answer = await fetch("/dashboard/events", { headers: key ? { Authorization: `Bearer ${key}` } : {} });
  if (answer.status === 401 || answer.status === 403) {
    say("key needed", "held");
    byId("key-form").hidden = false;
    return false;
  }
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  let text = "";
  for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    const events = text.split("\n\n");
    text = events.pop();
    const last = events.map((event) => event.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n")).filter(Boolean).pop();
    if (last) {
      show(JSON.parse(last));
      say("live", "good");
    }
  }
  return true;
}

async function followForEver() {
  for (;;) {
    try {
      if (!(await follow())) return;
    } catch (failure) {
      console.warn(failure);
    }
    say("connection lost, reconnecting", "bad");
    await new Promise((again) => setTimeout(again, 2000));
  }
}

byId("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, byId("key").value.trim());
  followForEver();
});
followForEver();
