package dev.penstock.starter.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table in {@code docs/chaos.md}, in which each trial puts its row in the place of its last one. */
final class ChaosTable {
    private static final Path PAGE = Path.of("..", "docs", "chaos.md");

    private ChaosTable() {}

    static synchronized void put(
            String trouble, Verdict verdict, int interruptions, int inFlight, @Nullable Duration recovery, long most) {
        String name = "| %s |".formatted(trouble);
        String row = "%s %s | %,d | %,d + %,d | %d | %d | %d, %d | %d | %d | %s | %s, %.0f |"
                .formatted(
                        name,
                        verdict.isKept(most) ? "kept" : "**broken**",
                        verdict.requests(),
                        verdict.answered(),
                        verdict.deadLetters(),
                        verdict.lost().size() + verdict.wrong().size(),
                        interruptions,
                        inFlight,
                        most,
                        verdict.repeated(),
                        verdict.listed(),
                        recovery == null ? "–" : "%.1f s".formatted(recovery.toMillis() / 1e3),
                        LocalDate.now(ZoneOffset.UTC),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(PAGE));
            int last = lastOfTable(lines);
            int place = indexOf(lines, name);
            if (place < 0) {
                lines.add(last + 1, row);
            } else {
                lines.set(place, row);
            }
            Files.write(PAGE, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int indexOf(List<String> lines, String beginning) {
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).startsWith(beginning)) {
                return line;
            }
        }
        return -1;
    }

    private static int lastOfTable(List<String> lines) {
        int last = indexOf(lines, "|---");
        while (last + 1 < lines.size() && lines.get(last + 1).startsWith("|")) {
            last++;
        }
        return last;
    }
}
