package dev.penstock.store.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of an input: a file itself, the inputs in a folder, or the files that a pattern such as {@code *.csv} matches.
 *
 * @param base the folder to which the files' names are relative; of a single file, its own
 * @param files in the order of their names
 * @param leftOut the names of a folder's files that are no inputs by their endings
 * @param results the names of files that are results of batches by their names, and so are not read
 */
public record InputFiles(Path base, List<Path> files, List<String> leftOut, List<String> results) {
    private static final int MOST = 10_000;
    private static final int DEPTH = 32;
    private static final int SHOWN = 3;
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
    private static final Pattern INPUT =
            Pattern.compile(".*\\.(jsonl|ndjson|json|csv|tsv|txt|parquet)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RESULT = Pattern.compile(".*\\.(results|errors)\\.\\w+");

    /** Returns whether a path stands for several files: a folder, or a pattern that is not the name of a file. */
    public static boolean areSeveral(Path input) {
        return Files.isDirectory(input)
                || (!Files.exists(input) && WILDCARD.matcher(input.toString()).find());
    }

    /** Returns the folder in which files are looked for: the folder itself, or that before the first wildcard. */
    public static Path base(Path input) {
        if (Files.isDirectory(input)) {
            return input;
        }
        Path base = Objects.requireNonNullElse(input.getParent(), input);
        while (WILDCARD.matcher(base.toString()).find() && base.getParent() != null) {
            base = base.getParent();
        }
        return base;
    }

    /**
     * Finds the files.
     *
     * @throws IOException also when there are none or too many, with a sentence for the user
     */
    public static InputFiles of(Path input) throws IOException {
        Path base = base(input);
        if (!areSeveral(input)) {
            return new InputFiles(base, List.of(input), List.of(), List.of());
        }
        boolean isFolder = Files.isDirectory(input);
        PathMatcher pattern = isFolder ? any -> true : pattern(input);
        List<Path> files = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        List<String> results = new ArrayList<>();
        try (Stream<Path> all =
                Files.find(base, depth(input, base), (file, is) -> is.isRegularFile(), FileVisitOption.FOLLOW_LINKS)) {
            all.filter(file -> pattern.matches(file) && !isHidden(base.relativize(file)))
                    .sorted(Comparator.comparing(Path::toString))
                    .forEach(file -> {
                        if (isResult(file)) {
                            results.add(String.valueOf(file.getFileName()));
                        } else if (!isFolder || isInput(file)) {
                            files.add(file);
                        } else {
                            leftOut.add(String.valueOf(file.getFileName()));
                        }
                    });
        } catch (UncheckedIOException e) {
            throw unsearchable(base, e);
        }
        if (files.isEmpty()) {
            throw new IOException(
                    isFolder
                            ? "it is a folder without inputs (.jsonl, .json, .csv, .tsv, .txt or .parquet, also .gz or"
                                    + " .zst)" + besides(results)
                            : "no file has such a name" + besides(results));
        }
        if (files.size() > MOST) {
            throw new IOException(
                    "it has more than %,d files: name fewer by a pattern, such as 'part-0*.csv'".formatted(MOST));
        }
        return new InputFiles(base, List.copyOf(files), List.copyOf(leftOut), List.copyOf(results));
    }

    /**
     * Returns the paths at which a new file would be an input: those of its name in the folders that are searched, and those of
     * links that lead to nothing yet.
     *
     * @param input a folder or a pattern
     * @throws IOException if the folders cannot be searched
     */
    public static List<Path> possible(Path input, Path name) throws IOException {
        Path base = base(input);
        boolean isFolder = Files.isDirectory(input);
        PathMatcher pattern = isFolder ? InputFiles::isInput : pattern(input);
        int depth = depth(input, base);
        try (Stream<Path> all = Files.find(
                base, depth, (path, is) -> is.isDirectory() || is.isSymbolicLink(), FileVisitOption.FOLLOW_LINKS)) {
            return all.map(path -> Files.isDirectory(path) ? path.resolve(name) : path)
                    .filter(path -> base.relativize(path).getNameCount() <= depth
                            && pattern.matches(path)
                            && !isHidden(base.relativize(path))
                            && !isResult(path))
                    .toList();
        } catch (UncheckedIOException e) {
            throw unsearchable(base, e);
        }
    }

    private static IOException unsearchable(Path base, UncheckedIOException e) {
        return new IOException("%s cannot be searched for inputs: %s".formatted(base, e.getMessage()), e);
    }

    private static PathMatcher pattern(Path input) throws IOException {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + input);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s does not exist, and is no pattern of names either".formatted(input), e);
        }
    }

    /** Returns a file's name within the input. */
    public String name(Path file) {
        return base.relativize(file).toString();
    }

    private static int depth(Path input, Path base) {
        if (Files.isDirectory(input)) {
            return 1;
        }
        return input.toString().contains("**") ? DEPTH : input.getNameCount() - base.getNameCount();
    }

    /**
     * Returns sentences for the user about the files that are not read.
     *
     * @param input as the user named it
     */
    public List<String> remarks(Path input) {
        List<String> remarks = new ArrayList<>();
        if (!leftOut.isEmpty()) {
            remarks.add("%s is read without %s: other endings".formatted(input, counted(leftOut)));
        }
        if (!results.isEmpty()) {
            remarks.add("%s is read without %s: results that Penstock wrote, by their names"
                    .formatted(input, counted(results)));
        }
        return remarks;
    }

    private static String besides(List<String> results) {
        return results.isEmpty()
                ? ""
                : " but %s of results that Penstock wrote; name such a file itself to read it"
                        .formatted(counted(results));
    }

    private static String counted(List<String> names) {
        return "%,d %s (%s%s)"
                .formatted(
                        names.size(),
                        names.size() == 1 ? "file" : "files",
                        String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))),
                        names.size() > SHOWN ? ", …" : "");
    }

    private static boolean isHidden(Path file) {
        for (Path name : file) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInput(Path file) {
        return INPUT.matcher(PackedName.plain(file.toString())).matches();
    }

    /** Returns whether a file is one of a batch's results by its name, which may lie among the inputs. */
    private static boolean isResult(Path file) {
        return RESULT.matcher(PackedName.plain(file.toString().toLowerCase(Locale.ROOT)))
                .matches();
    }
}
