"use strict";
(() => {
  const report = JSON.parse(document.getElementById("report").textContent);
  const { statistics, points } = report;
  const numbers = new Intl.NumberFormat("en");
  const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
  const count = (number) => (number >= 1e6 ? short.format(number) : numbers.format(Math.round(number)));
  const dollars = (usd) => (usd === 0 ? "$0" : usd < 1 ? `$${Number(usd.toPrecision(2))}` : `$${usd.toFixed(2)}`);
  const milliseconds = (ms) => (ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${numbers.format(ms)} ms`);
  const seconds = (s) => {
    const [hours, minutes, rest] = [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60];
    return hours ? `${hours} h ${minutes} min` : minutes ? `${minutes} min ${Math.floor(rest)} s` : `${rest.toFixed(1)} s`;
  };
  const cost = (used) =>
    used.cost_usd !== null ? dollars(used.cost_usd) : used.known_cost_usd > 0 ? `${dollars(used.known_cost_usd)} + unknown` : "unknown";
  const latency = ({ p50, p95, p99 }) => [p50, p95, p99].map(milliseconds).join(" / ");
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const find = (id) => document.getElementById(id);

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  }

  document.title = `${statistics.id} – Penstock report`;
  find("name").textContent = statistics.id;
  find("status").textContent = statistics.status;
  find("status").classList.add(statistics.failed ? "held" : statistics.status === "completed" ? "good" : "busy");
  find("made").textContent = `as of ${new Date(report.made_at).toLocaleString("en-GB")}`;
  find("input").textContent = [report.input, report.tenant && `tenant ${report.tenant}`].filter(Boolean).join(" · ");
  find("reason").textContent = statistics.reason ?? statistics.paused_because ?? "";

  const { usage, time } = statistics;
  const waiting = time.waiting + time.calling ? (100 * time.waiting) / (time.waiting + time.calling) : 0;
  [
    ["answered", `${count(statistics.completed)} of ${count(statistics.total)}`],
    ["success", `${(100 * statistics.success_rate).toFixed(2)} %`],
    ["dead letters", count(statistics.failed)],
    ...Object.entries(statistics.incomplete).filter(([, number]) => number).map(([lack, number]) => [`${lack} answers`, count(number)]),
    ["retries · rate-limited (429)", `${count(statistics.retries)} · ${count(statistics.throttled)}`],
    ["latency p50 / p95 / p99", latency(statistics.latency_ms)],
    ["tokens in / out", `${count(usage.input_tokens)} / ${count(usage.output_tokens)}`],
    ["of these tokens: cached / reasoning", `${count(usage.cached_tokens)} / ${count(usage.reasoning_tokens)}`],
    ["cost", cost(statistics)],
    ...(statistics.from_cache + statistics.duplicates
      ? [["not called: cached · duplicates", `${count(statistics.from_cache)} · ${count(statistics.duplicates)}`]] : []),
    ["first call to last answer", seconds(statistics.active_s)],
    ["requests/s · tokens/s", `${numbers.format(statistics.calls_per_s)} · ${count(statistics.tokens_per_s)}`],
    ["waiting · calling, per request", `${time.waiting_each.toFixed(2)} s · ${time.calling_each.toFixed(2)} s`],
    ["of the time spent waiting", `${waiting.toFixed(0)} %`],
  ].forEach(([what, value]) => find("tiles").append(element("div", { class: "tile" }, element("b", {}, value), element("span", {}, what))));

  const line = (label, hue, value, more = {}) => ({ label, hue, value, ...more });
  const plots = [
    ["Throughput", "results per minute", [line("results/min", "blue", (p) => p.rate, { fill: true }), line("limit of all workers", "quiet", (p) => p.limit, { borderDash: [5, 4] })]],
    ["Latency", "of answered calls, in ms", [line("p50", "green", (p) => p.p50), line("p90", "amber", (p) => p.p90), line("p99", "red", (p) => p.p99)]],
    ["Errors", "dead letters, in % of the results", [line("dead letters, %", "red", (p) => p.failed_percent, { fill: true })], { suggestedMax: 1 }],
    ["Rate limit", "per minute: the limit, 429 responses of the provider, and retries after faults", [line("limit of all workers", "quiet", (p) => p.limit, { borderDash: [5, 4] }), line("rate-limited (429)", "amber", (p) => p.throttled, { fill: true }), line("retries after faults", "red", (p) => p.retries)]],
    ["Cost", "US dollars spent so far, where prices are known", [line("spent, $", "green", (p) => p.spent, { fill: true })]],
    ["Tokens and waiting", "tokens per second; seconds that a request waited for quota", [line("tokens/s", "blue", (p) => p.tokens), line("waited, s", "amber", (p) => p.waited, { yAxisID: "right" })]],
  ];
  const days = points.length ? points.at(-1).at - points[0].at > 86_400_000 : false;
  const clock = (at) => new Date(at).toLocaleString("en-GB", days ? { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } : { hour: "2-digit", minute: "2-digit", second: "2-digit" });

  function draw([title, unit, lines, scale = {}]) {
    const canvas = element("canvas", { role: "img", "aria-label": `${title}: ${unit}` });
    find("plots").append(element("article", { class: "plot" }, element("h3", {}, title), element("p", { class: "quiet" }, unit), element("div", { class: "chart" }, canvas)));
    const hasRight = lines.some((each) => each.yAxisID);
    const grid = { color: color("line") };
    const ticks = { color: color("quiet"), maxTicksLimit: 6 };
    return new Chart(canvas, {
      type: "line",
      data: {
        datasets: lines.map(({ label, hue, value, ...more }) => ({
          label, data: points.map((point) => ({ x: point.at, y: value(point) })),
          borderColor: color(hue), backgroundColor: `${color(hue)}30`, borderWidth: 1.6, pointRadius: points.length > 2 ? 0 : 3, spanGaps: false, ...more,
        })),
      },
      options: {
        animation: false, maintainAspectRatio: false, parsing: false, normalized: true,
        interaction: { mode: "index", intersect: false },
        scales: {
          x: { type: "linear", min: points[0]?.at, max: points.at(-1)?.at, grid, ticks: { ...ticks, maxRotation: 0, callback: clock } },
          y: { beginAtZero: true, grid, ticks, ...scale },
          ...(hasRight ? { right: { position: "right", beginAtZero: true, grid: { drawOnChartArea: false }, ticks } } : {}),
        },
        plugins: {
          legend: { labels: { color: color("text"), boxWidth: 12, boxHeight: 2 } },
          tooltip: { callbacks: { title: (items) => (items.length ? clock(items[0].parsed.x) : "") } },
        },
      },
    });
  }

  let charts = [];
  // Charts keep the colours they were drawn with.
  function drawAll() {
    charts.forEach((chart) => chart.destroy());
    find("plots").replaceChildren();
    charts = points.length ? plots.map(draw) : [];
    if (!points.length) find("plots").append(element("p", { class: "quiet" }, "No request has been called yet."));
  }
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  matchMedia("print").addEventListener("change", drawAll);

  const cells = (table, row) =>
    table.append(element("tr", {}, ...row.map(([text, kind, label]) => element("td", { class: kind ?? "", "data-label": label ?? "" }, text))));
  if (statistics.parts.length) {
    find("parts").hidden = false;
    statistics.parts.forEach(({ by, ...part }) =>
      cells(find("parts").querySelector("tbody"), [
        [by.pool, "name", "Pool"], [by.model, "name", "Model"], [by.stage, "", "Stage"], [count(part.completed + part.failed), "number", "Requests"], [count(part.failed), "number", "Dead letters"], [count(part.retries), "number", "Retries"],
        [latency(part.latency_ms), "number", "Latency"], [`${count(part.usage.input_tokens)} / ${count(part.usage.output_tokens)}`, "number", "Tokens"], [cost(part), "number", "Cost"],
      ]));
  }
  if (report.reasons.length) {
    find("reasons").hidden = false;
    report.reasons.forEach(({ code, count: times, example }) =>
      cells(find("reasons").querySelector("tbody"), [[code, "name", "Code"], [count(times), "number", "Times"], [example, "name", "Example"]]));
  }
})();
