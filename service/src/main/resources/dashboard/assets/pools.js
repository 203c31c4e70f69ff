// A card for every pool: its state and limits, and its last minutes as charts.
import { count, element, noun } from "/assets/format.js";

const KINDS = { OPEN: "good", PAUSED: "held", BLOCKED: "bad", OUTAGE: "bad", PROBING: "held", RAMPING: "busy" };
const SOURCES = { SET: "set by hand", DECLARED: "declared", ANNOUNCED: "announced by the provider", LEARNT: "learned from responses", UNKNOWN: "not known" };
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const time = (millis) => new Date(millis).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const perMinute = (sample, number) => (sample.millis ? (number * 60_000) / sample.millis : 0);

// How much of the past is drawn, in milliseconds.
const SHOWN = 15 * 60_000;
// The length of a sample, and the longest gap between samples that a line connects, in milliseconds.
const LENGTH = 5_000;
const GAP = 3 * LENGTH;

export class PoolCards {
  #cards = new Map();

  constructor(place) {
    this.place = place;
    // Charts keep the colours they were drawn with.
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#forget());
  }

  show(pools) {
    pools.forEach((pool) => {
      if (!this.#cards.has(pool.name)) this.#cards.set(pool.name, new PoolCard(this.place, pool.name));
      this.#cards.get(pool.name).show(pool);
    });
  }

  #forget() {
    this.#cards.forEach((card) => card.remove());
    this.#cards.clear();
  }
}

class PoolCard {
  constructor(place, name) {
    this.state = element("span", { class: "badge" });
    this.facts = element("div", { class: "quiet" });
    this.reason = element("div", { class: "remark" });
    const [rate, calls] = [element("canvas", {}), element("canvas", {})];
    this.card = element(
      "article",
      { class: "pool", "data-pool": name },
      element("header", {}, element("h3", {}, name), this.state),
      this.facts,
      this.reason,
      element("div", { class: "charts" }, element("div", { class: "chart" }, rate), element("div", { class: "chart" }, calls)),
    );
    place.append(this.card);
    this.rate = chart(rate, [
      line("calls/min", "blue"),
      line("limit", "quiet", { borderDash: [5, 4] }),
      line("429s/min", "amber", { fill: true }),
      line("faults/min", "red", { fill: true }),
    ]);
    this.calls = chart(calls, [line("limit of calls in flight", "green", { stepped: true })]);
  }

  show({ state, reason, quota, source, workers, samples }) {
    this.state.textContent = state.toLowerCase();
    this.state.className = `badge ${KINDS[state]}`;
    this.reason.textContent = reason ?? "";
    const sum = (name) => workers.reduce((total, worker) => total + worker[name], 0);
    const limits = [
      quota.requestsPerMinute && `${count(quota.requestsPerMinute)} requests/min`,
      quota.tokensPerMinute && `${count(quota.tokensPerMinute)} tokens/min`,
      quota.further?.inputTokensPerMinute && `${count(quota.further.inputTokensPerMinute)} input tokens/min`,
      quota.further?.outputTokensPerMinute && `${count(quota.further.outputTokensPerMinute)} output tokens/min`,
      quota.maxConcurrency && `${count(quota.maxConcurrency)} ${noun(quota.maxConcurrency, "call", "calls")} in flight`,
    ].filter(Boolean);
    this.facts.textContent = `limits: ${limits.join(", ") || "none"} (${SOURCES[source]}) · ${workers.length} ${noun(workers.length, "worker", "workers")} · ${count(sum("inFlight"))} in flight · ${count(sum("waiting"))} waiting`;
    const now = Date.now();
    const recent = samples.filter((sample) => now - sample.at < SHOWN);
    // The rate of a sample that has only begun means little.
    if (recent.length > 1 && recent.at(-1).millis < LENGTH) recent.pop();
    const points = (value) =>
      recent.flatMap((sample, index) => {
        const point = { x: sample.at, y: value(sample) };
        const before = recent[index - 1];
        // No line is drawn across a time without reports.
        return before && sample.at - before.at > GAP ? [{ x: before.at + LENGTH, y: null }, point] : [point];
      });
    draw(this.rate, [
      points((sample) => perMinute(sample, sample.calls)),
      points((sample) => sample.requestsPerMinute ?? null),
      points((sample) => perMinute(sample, sample.throttled)),
      points((sample) => perMinute(sample, sample.faults)),
    ]);
    draw(this.calls, [points((sample) => sample.concurrency)]);
  }

  remove() {
    this.rate.destroy();
    this.calls.destroy();
    this.card.remove();
  }
}

function line(label, name, more = {}) {
  return { label, borderColor: color(name), backgroundColor: `${color(name)}40`, borderWidth: 1.5, pointRadius: 0, data: [], ...more };
}

function chart(canvas, datasets) {
  Chart.defaults.color = color("quiet");
  Chart.defaults.borderColor = color("line");
  return new Chart(canvas, {
    type: "line",
    data: { datasets },
    options: {
      animation: false,
      maintainAspectRatio: false,
      parsing: false,
      interaction: { mode: "index", intersect: false },
      scales: { x: { type: "linear", ticks: { callback: time, maxTicksLimit: 5 } }, y: { beginAtZero: true, ticks: { maxTicksLimit: 5 } } },
      plugins: { legend: { labels: { boxWidth: 12, boxHeight: 2 } }, tooltip: { callbacks: { title: (items) => items.length && new Date(items[0].parsed.x).toLocaleTimeString("en-GB") } } },
    },
  });
}

function draw(of, data) {
  const now = Date.now();
  of.options.scales.x.max = now;
  of.options.scales.x.min = Math.max(now - SHOWN, Math.min(now - 60_000, data[0][0]?.x ?? now));
  of.data.datasets.forEach((dataset, index) => (dataset.data = data[index]));
  of.update("none");
}
