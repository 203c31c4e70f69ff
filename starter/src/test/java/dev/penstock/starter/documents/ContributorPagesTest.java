package dev.penstock.starter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Classes and folders that the pages for contributors name exist. */
final class ContributorPagesTest {
    /** Two words in one, such as {@code RetryRule}: a class. */
    private static final Pattern CLASS = Pattern.compile("(?:[A-Z][a-z0-9]+){2,}");

    private static final Pattern PATH = Pattern.compile("[a-z]+(?:/[\\w.-]+)+/?");
    /** Written by `make histories`, so that a fresh set is not there yet. */
    /** Classes of libraries that pages name. */
    private static final Set<String> OTHERS = Set.of("DataConverterException", "HttpRequest", "OkHttpClient");

    @Test
    void classesAndPathsThatContributorsReadOfExist() throws IOException {
        Set<String> classes = Document.sources("/src/").stream()
                .map(path -> path.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        List<String> gone = new ArrayList<>();
        for (Document document : Document.all()) {
            for (String code : isForContributors(document) ? document.inlineCode() : List.<String>of()) {
                boolean isGone = CLASS.matcher(code).matches()
                        ? !classes.contains(code) && !OTHERS.contains(code)
                        : PATH.matcher(code).matches()
                                && isOfTheProject(code)
                                // What the build makes is not there yet.
                                && !code.contains("/target/")
                                && !Files.exists(Document.PROJECT.resolve(code));
                if (isGone) {
                    gone.add(document.name() + ": " + code);
                }
            }
        }

        assertThat(gone).isEmpty();
    }

    private static boolean isForContributors(Document document) {
        return document.name().equals("CONTRIBUTING.md")
                || document.name().equals("SECURITY.md")
                || document.name().equals("docs/architecture.md")
                || document.name().startsWith("docs/decisions/");
    }

    private static boolean isOfTheProject(String path) {
        return Files.exists(Document.PROJECT
                        .resolve(path.substring(0, path.indexOf('/')))
                        .resolve("pom.xml"))
                || path.startsWith("docs/");
    }
}
