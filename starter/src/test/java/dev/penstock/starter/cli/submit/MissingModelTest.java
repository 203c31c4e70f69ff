package dev.penstock.starter.cli.submit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.providers.Secret;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.input.DiskInput;
import dev.penstock.worker.config.PenstockConfiguration;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MissingModelTest {
    private static final String BODY = "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\","
            + "\"body\":{%s\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}}\n";

    @TempDir
    Path folder = Path.of("");

    private final ProviderChoice provider = new ProviderChoice(
            List.of(PoolConfig.of("here", "http://127.0.0.1:8000/v1", new Secret("sk-secret"))),
            "here",
            "here",
            null,
            PenstockConfiguration.NONE,
            Map.of(),
            null);

    @Test
    void oneSentenceSaysWhichModelsTheProviderOffers() throws IOException {
        Path input = Files.writeString(folder.resolve("in.txt"), "one\ntwo\nthree\n");

        assertThatThrownBy(() -> check(input, BatchSpec.of("x"), List.of("small", "large")))
                .isInstanceOf(UserError.class)
                .hasMessage("no model is named: pass --model NAME or set PENSTOCK_MODEL;"
                        + " http://127.0.0.1:8000/v1 offers small, large");
    }

    @Test
    void aLongListIsCutAndWhatItSaysIsPrintableAndWithoutTheKey() throws IOException {
        Path input = Files.writeString(folder.resolve("in.txt"), "one\n");
        List<String> many = IntStream.range(0, 30)
                .mapToObj(i -> "m" + i + "\u001b[31m-sk-secret")
                .toList();

        assertThatThrownBy(() -> check(input, BatchSpec.of("x"), many))
                .hasMessageContaining("offers m0\\u001b[31m-***, m1")
                .hasMessageEndingWith(" and 22 more")
                .hasMessageNotContaining("sk-secret");
    }

    @Test
    void theFirstRequestWithoutAModelIsNamed() throws IOException {
        Path input = Files.writeString(
                folder.resolve("in.jsonl"), BODY.formatted("a", "\"model\":\"m\",") + BODY.formatted("b", ""));

        assertThatThrownBy(() -> check(input, BatchSpec.of("x"), List.of()))
                .hasMessage("line 2 names no model: pass --model NAME or set PENSTOCK_MODEL");
    }

    @Test
    void aStageWithoutAModelIsNamed() throws IOException {
        Path input = Files.writeString(folder.resolve("in.txt"), "one\n");
        BatchSpec spec = BatchSpec.of("x")
                .with(
                        SpecKey.STAGES,
                        List.of(
                                Map.of("name", "first", "prompt", "{{input.text}}", "model", "m"),
                                Map.of("name", "second", "prompt", "{{first}}")));

        assertThatThrownBy(() -> check(input, spec, List.of()))
                .hasMessageStartingWith("stage \"second\" names no model");
    }

    @Test
    void nothingIsAskedWhereEveryRequestHasAModel() throws IOException {
        Path input = Files.writeString(folder.resolve("in.jsonl"), BODY.formatted("a", "\"model\":\"m\","));
        Path text = Files.writeString(folder.resolve("in.txt"), "one\n");

        assertThatCode(() -> check(input, BatchSpec.of("x"), List.of())).doesNotThrowAnyException();
        assertThatCode(() -> check(text, BatchSpec.of("x").with(SpecKey.MODEL, "m"), List.of()))
                .doesNotThrowAnyException();
    }

    private void check(Path input, BatchSpec spec, List<String> offered) {
        new MissingModel(pool -> offered).check(new DiskInput(input), spec, provider);
    }
}
