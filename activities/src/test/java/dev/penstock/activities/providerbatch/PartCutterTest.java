package dev.penstock.activities.providerbatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.providerbatch.PartCutter.Kind;
import dev.penstock.contracts.batch.PartLimits;
import dev.penstock.contracts.providerbatch.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartCutterTest {
    private static final Kind MINI = new Kind("openai", "/v1/chat/completions", "gpt-4o-mini");
    private static final Kind LARGE = new Kind("openai", "/v1/chat/completions", "gpt-4o");
    private long offset;

    @Test
    void cutsAHundredAndTwentyThousandLinesIntoThreeFiles() {
        assertThat(cut(new PartCutter(new PartLimits(50_000, 200_000_000, null)), 120_000, 300, 20))
                .extracting(Part::requests)
                .containsExactly(50_000, 50_000, 20_000);
    }

    @Test
    void cutsBeforeAFileBecomesTooLarge() {
        assertThat(cut(new PartCutter(new PartLimits(50_000, 1_000, null)), 10, 300, 20))
                .extracting(Part::requests)
                .containsExactly(3, 3, 3, 1);
    }

    @Test
    void cutsBeforeAFileHasMoreTokensThanMayWait() {
        assertThat(cut(new PartCutter(new PartLimits(50_000, 200_000_000, 100L)), 10, 300, 40))
                .extracting(Part::tokens)
                .containsExactly(80L, 80L, 80L, 80L, 80L);
    }

    @Test
    void aLineLargerThanTheLimitsGoesAlone() {
        assertThat(cut(new PartCutter(new PartLimits(50_000, 100, 10L)), 2, 300, 40))
                .extracting(Part::requests)
                .containsExactly(1, 1);
    }

    @Test
    void eachFileHasOneModel() {
        PartCutter cutting = new PartCutter(new PartLimits(50_000, 200_000_000, null));
        for (int i = 0; i < 10; i++) {
            add(cutting, i % 2 == 0 ? MINI : LARGE, 0, 100, 10);
        }

        List<StoredPart> parts = cutting.finish();

        assertThat(parts).extracting(part -> part.part().model()).containsExactly("gpt-4o-mini", "gpt-4o");
        assertThat(parts).allSatisfy(part -> assertThat(part.ranges()).hasSize(5));
    }

    @Test
    void neighboursOfOneShardAreOneRange() {
        PartCutter cutting = new PartCutter(new PartLimits(50_000, 200_000_000, null));
        for (int i = 0; i < 10; i++) {
            add(cutting, MINI, i / 5, 100, 10);
        }

        assertThat(cutting.finish().getFirst().ranges())
                .containsExactly(new StoredPart.Range(0, 0, 500), new StoredPart.Range(1, 500, 500));
    }

    private List<Part> cut(PartCutter cutting, int requests, int bytes, int tokens) {
        for (int i = 0; i < requests; i++) {
            add(cutting, MINI, i / 500, bytes, tokens);
        }
        return cutting.finish().stream().map(StoredPart::part).toList();
    }

    private void add(PartCutter cutting, Kind kind, int shard, int bytes, int tokens) {
        cutting.add(kind, shard, offset, bytes, bytes, tokens);
        offset += bytes;
    }
}
