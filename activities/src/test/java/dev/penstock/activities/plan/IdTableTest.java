package dev.penstock.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class IdTableTest {
    @Property(tries = 200)
    void tellsTheFirstLineOfEveryIdAsAMapWould(@ForAll @Size(max = 3000) List<@StringLength(max = 2) String> ids) {
        IdTable table = new IdTable();
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            Integer before = map.putIfAbsent(ids.get(i), i + 1);

            assertThat(table.put(ids.get(i), i + 1)).isEqualTo(before == null ? 0 : before);
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
}
