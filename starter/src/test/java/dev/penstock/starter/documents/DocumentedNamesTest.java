package dev.penstock.starter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pipeline.StageKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every key and environment variable that users can set is documented. */
final class DocumentedNamesTest {
    private static final Pattern VARIABLE = Pattern.compile("PENSTOCK_[A-Z]+(?:_[A-Z]+)*");
    /** Each value of a configuration file can be set by a variable that begins so. */
    private static final Pattern OF_A_FILE = Pattern.compile("PENSTOCK_(POOLS|TENANTS|DEFAULTS)(_.*)?");

    @Test
    void everyKeyOfASpecificationIsDocumented() {
        String page = Document.read("docs/configuration.md").text();

        assertThat(Stream.of(SpecKey.values()).map(key -> "`" + key.text() + "`"))
                .allSatisfy(key -> assertThat(page).contains(key));
    }

    @Test
    void everyKeyOfAStageIsDocumented() {
        String page = Document.read("docs/pipelines.md").text();

        assertThat(Stream.of(StageKey.values()).map(key -> "`" + key.text() + "`"))
                .allSatisfy(key -> assertThat(page).contains(key));
    }

    @Test
    void everyEnvironmentVariableIsDocumented() throws IOException {
        String page = Document.read("docs/configuration.md").text();
        Set<String> variables = new TreeSet<>();
        for (Path source : Document.sources("/src/main/")) {
            VARIABLE.matcher(Files.readString(source))
                    .results()
                    .map(match -> match.group())
                    .filter(variable -> !OF_A_FILE.matcher(variable).matches())
                    .forEach(variables::add);
        }

        assertThat(variables).allSatisfy(variable -> assertThat(page).contains(variable));
    }
}
