package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class IdTableTest {
    @RepeatedTest(200)
    void tellsTheFirstLineOfEveryIdAsAMapWould(RepetitionInfo trial) {
        Random random = new Random(trial.getCurrentRepetition());
        IdTable table = new IdTable();
        Map<String, Integer> map = new HashMap<>();
        int lines = random.nextInt(3000);
        for (int line = 1; line <= lines; line++) {
            String id = shortId(random);
            Integer before = map.putIfAbsent(id, line);

            assertThat(table.put(id, line)).isEqualTo(before == null ? 0 : before);
        }
    }

    @Test
    void forgetsNothingWhenItGrows() {
        IdTable table = new IdTable();
        for (int line = 1; line <= 200_000; line++) {
            assertThat(table.put("request-" + line, line)).isZero();
        }
        for (int line = 1; line <= 200_000; line++) {
            assertThat(table.put("request-" + line, 9)).isEqualTo(line);
        }
    }

    /** Of at most two letters, so that many come twice. */
    private static String shortId(Random random) {
        return random.ints(random.nextInt(3), 0, 0x800)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
