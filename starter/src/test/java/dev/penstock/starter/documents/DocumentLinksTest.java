package dev.penstock.starter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Relative links lead to files and headings that exist, and every page can be reached from the index. */
final class DocumentLinksTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Document document : Document.all()) {
            links(document).stream()
                    .filter(link -> !leadsSomewhere(document, link))
                    .forEach(link -> broken.add(document.name() + ": " + link));
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageIsLinkedFromAnIndex() {
        Set<Path> linked = new HashSet<>(List.of(Document.PROJECT.resolve("docs/README.md")));
        for (String index : List.of("docs/README.md", "docs/decisions/README.md")) {
            Document document = Document.read(index);
            links(document).forEach(link -> linked.add(target(document, link)));
        }

        assertThat(linked)
                .containsAll(Document.all().stream()
                        .map(Document::path)
                        .filter(path -> path.startsWith(Document.PROJECT.resolve("docs")))
                        .toList());
    }

    private static List<String> links(Document document) {
        return LINK.matcher(document.prose())
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    private static boolean leadsSomewhere(Document from, String link) {
        Path file = target(from, link);
        int anchor = link.indexOf('#');
        return Files.exists(file)
                && (anchor < 0
                        || anchors(Document.read(
                                        Document.PROJECT.relativize(file).toString()))
                                .contains(link.substring(anchor + 1)));
    }

    private static Path target(Document from, String link) {
        String file = link.replaceFirst("#.*", "");
        return file.isEmpty() ? from.path() : from.path().resolveSibling(file).normalize();
    }

    /** Returns the anchors that GitHub makes of headings. */
    private static Set<String> anchors(Document document) {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(document.prose())
                .results()
                .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                .forEach(heading ->
                        anchors.add(heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')));
        return anchors;
    }
}
