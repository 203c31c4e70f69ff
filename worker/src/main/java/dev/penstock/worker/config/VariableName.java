package dev.penstock.worker.config;

import dev.penstock.worker.config.RawSetting.Group;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An environment variable's name, split into words: {@code POOLS}, {@code OPENAI}, {@code BASE}, {@code URL}. */
record VariableName(List<String> words) {
    static VariableName of(String name) {
        return new VariableName(List.of(name.split("_", -1)));
    }

    /** Returns the path of the setting that this variable sets; empty if the name matches no setting. */
    Optional<List<String>> path(Group root) {
        return path(ConfigurationSchema.PENSTOCK, root);
    }

    /** Returns an error text for a variable that matches no setting. */
    String unknown(Group root) {
        return unknown(ConfigurationSchema.PENSTOCK, root)
                .orElse("no setting has this name; a pool's base-url, for example, is PENSTOCK_POOLS_<POOL>_BASE_URL");
    }

    private Optional<List<String>> path(ConfigurationSchema shape, @Nullable RawSetting there) {
        return switch (shape) {
            case ConfigurationSchema.Text text -> end();
            case ConfigurationSchema.Texts texts -> end();
            case ConfigurationSchema.Groups groups -> Optional.empty();
            case ConfigurationSchema.Members members -> among(members.members(), there);
            case ConfigurationSchema.Named named ->
                among(eachOf(there, named), there).or(() -> made(named));
        };
    }

    private Optional<List<String>> end() {
        return words.isEmpty() ? Optional.of(List.of()) : Optional.empty();
    }

    private Optional<List<String>> among(Map<String, ConfigurationSchema> shapes, @Nullable RawSetting there) {
        return beginningWith(shapes.keySet())
                .flatMap(
                        name -> after(name)
                                .path(shapeOf(shapes, name), member(there, name))
                                .map(rest -> prepended(name, rest))
                                .stream())
                .findFirst();
    }

    /** Returns the path of a new member, with the longest member name after which the remaining words match the schema. */
    private Optional<List<String>> made(ConfigurationSchema.Named named) {
        if (!named.fromVariables()) {
            return Optional.empty();
        }
        return IntStream.iterate(words.size(), length -> length > 0, length -> length - 1)
                .boxed()
                .flatMap(length -> new VariableName(words.subList(length, words.size()))
                                .path(named.each(), null)
                                .map(rest -> prepended(spelled(words.subList(0, length)), rest))
                                .stream())
                .findFirst();
    }

    private Optional<String> unknown(ConfigurationSchema shape, @Nullable RawSetting there) {
        return switch (shape) {
            case ConfigurationSchema.Members members ->
                beginningWith(members.members().keySet())
                        .findFirst()
                        .map(name -> after(name).unknown(shapeOf(members.members(), name), member(there, name)))
                        .orElseGet(() -> Optional.of(members.unknown(spelled(words))));
            case ConfigurationSchema.Named named ->
                beginningWith(eachOf(there, named).keySet())
                        .findFirst()
                        .flatMap(name -> after(name).unknown(named.each(), member(there, name)));
            case ConfigurationSchema.Text text -> Optional.empty();
            case ConfigurationSchema.Texts texts -> Optional.empty();
            case ConfigurationSchema.Groups groups -> Optional.empty();
        };
    }

    /** Returns the names that these words begin with, the longest first: {@code openai-eu} before {@code openai}. */
    private Stream<String> beginningWith(Collection<String> names) {
        return names.stream()
                .filter(name -> after(name).words.size() < words.size())
                .sorted(Comparator.comparingInt(name -> after(name).words.size()));
    }

    /** Returns the words after this name; all of them if they don't begin with the name. */
    private VariableName after(String name) {
        List<String> start = Arrays.asList(
                name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_").split("_", -1));
        boolean begins =
                words.size() >= start.size() && words.subList(0, start.size()).equals(start);
        return begins ? new VariableName(words.subList(start.size(), words.size())) : this;
    }

    private static Map<String, ConfigurationSchema> eachOf(
            @Nullable RawSetting there, ConfigurationSchema.Named named) {
        return Group.members(there).keySet().stream().collect(Collectors.toMap(name -> name, name -> named.each()));
    }

    private static @Nullable RawSetting member(@Nullable RawSetting there, String name) {
        return Group.members(there).get(name);
    }

    private static ConfigurationSchema shapeOf(Map<String, ConfigurationSchema> shapes, String name) {
        return Objects.requireNonNull(shapes.get(name));
    }

    private static List<String> prepended(String name, List<String> rest) {
        return Stream.concat(Stream.of(name), rest.stream()).toList();
    }

    private static String spelled(List<String> words) {
        return String.join("-", words).toLowerCase(Locale.ROOT);
    }
}
