package dev.penstock.starter.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown page of this project. */
record Document(Path path, String text) {
    /** The folder of the whole project; tests run in their module's folder. */
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");
    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");

    /** A fenced block of code; the language is empty where none is named. */
    record Block(String language, String code) {}

    static Document read(String path) {
        return read(PROJECT.resolve(path));
    }

    /** Returns every page that is written for readers: at the top, under {@code docs/}, and beside examples and benchmarks. */
    static List<Document> all() {
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            Stream<Path> others = Stream.of(
                            "README.md",
                            "CONTRIBUTING.md",
                            "SECURITY.md",
                            "CHANGELOG.md",
                            "examples/README.md",
                            "benchmarks/README.md")
                    .map(PROJECT::resolve);
            return Stream.concat(
                            others,
                            docs.filter(path -> path.toString().endsWith(".md")).sorted())
                    .map(Document::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the project's Java files whose path contains this, such as {@code /src/main/}. */
    static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains(folder))
                    .toList();
        }
    }

    private static Document read(Path path) {
        try {
            return new Document(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the page's path within the project, as messages show it. */
    String name() {
        return PROJECT.relativize(path).toString();
    }

    List<Block> blocks() {
        return FENCE.matcher(text)
                .results()
                .map(match -> new Block(match.group(1), match.group(2)))
                .toList();
    }

    List<String> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .map(Block::code)
                .toList();
    }

    /** Returns the text without its fenced blocks. */
    String prose() {
        return FENCE.matcher(text).replaceAll("");
    }

    /** Returns what stands between backticks in the prose; in a table, a vertical bar is written with a backslash. */
    List<String> inlineCode() {
        return INLINE.matcher(prose())
                .results()
                .map((MatchResult match) -> match.group(1).replace("\\|", "|"))
                .toList();
    }
}
