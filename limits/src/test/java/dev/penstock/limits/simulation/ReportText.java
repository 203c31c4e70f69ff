package dev.penstock.limits.simulation;

import java.util.List;
import java.util.Locale;

/** The report as it is committed. */
final class ReportText {
    private static final String HEAD = """
            # Simulation

            The real rate limiter, governor, learning and circuit breaker run under a virtual clock, against simulated providers. A test repeats
            the run and compares, so that a change of behaviour is a diff of this page; `%s` writes it anew.

            Figures cover the time after the first minute, except for the share of 429 responses, which covers all calls. *Used*: share of what
            the provider would have accepted. *Settles*: seconds from the (last) change until ten seconds' answers are within 10 %% of that.
            *Too much*: by how much the busiest minute's calls exceeded it. *Jain*: Jain's fairness index, by weight; 1 = all got the same.

            | scenario | used | 429s | settles | too much | Jain |
            |---|--:|--:|--:|--:|--:|
            """;

    private static final String TAIL = """

            Known weaknesses: a request of 20,000 tokens fits less well into a quarter of a quota than into all of it, so each of four workers
            leaves some of its minute unused. After a storm of 429 responses that no quota caused, the rate comes back slowly. With many workers
            for a quota of a few calls a second that is enforced second by second, calls of different workers collide, and two thirds of the
            quota are used.
            """;

    private ReportText() {}

    static String of(List<Scenario> scenarios, String command) {
        StringBuilder text = new StringBuilder(HEAD.formatted(command));
        scenarios.forEach(scenario -> text.append(row(scenario)));
        text.append('\n');
        scenarios.forEach(scenario ->
                text.append("- **%s** – %s %s\n".formatted(scenario.name(), scenario.setting(), scenario.findings())));
        return text.append(TAIL).toString();
    }

    private static String row(Scenario scenario) {
        Integer settled = scenario.settled();
        Double jain = scenario.jain();
        return String.format(
                Locale.ROOT,
                "| %s | %.1f %% | %.2f %% | %s | %.1f %% | %s |\n",
                scenario.name(),
                100 * scenario.utilisation(),
                100 * scenario.throttledShare(),
                settled == null ? "–" : settled + " s",
                100 * scenario.overshoot(),
                jain == null ? "–" : String.format(Locale.ROOT, "%.4f", jain));
    }
}
