package dev.penstock.formats.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of a header's columns, of which no two are equal, so that none is lost: a column without a name is called by its
 * place, as {@code column3}, and one with the name of an earlier column gets a number, as {@code text_2}.
 *
 * @param names in the order of the header
 * @param renamed the places, from 0, of the columns that have another name than in the header
 */
public record ColumnNames(List<String> names, List<Integer> renamed) {
    private static final int MOST_SHOWN = 5;

    /** Names the columns of a header. */
    public static ColumnNames of(List<String> header) {
        Set<String> own = new HashSet<>(header);
        Set<String> taken = new HashSet<>();
        Map<String, Integer> numbers = new HashMap<>();
        List<String> names = new ArrayList<>();
        List<Integer> renamed = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.isBlank() || !taken.add(name)) {
                String base = name.isBlank() ? "column" + (i + 1) : name;
                int number = numbers.getOrDefault(base, name.isBlank() ? 1 : 2);
                while (own.contains(numbered(base, number)) || !taken.add(numbered(base, number))) {
                    number++;
                }
                // Looked for from here next time: a header may have one name a hundred thousand times.
                numbers.put(base, number + 1);
                name = numbered(base, number);
                renamed.add(i);
            }
            names.add(name);
        }
        return new ColumnNames(List.copyOf(names), List.copyOf(renamed));
    }

    private static String numbered(String base, int number) {
        return number == 1 ? base : base + "_" + number;
    }

    /** Returns a sentence for the user about the columns that have other names than in the header, if there are any. */
    public List<String> remarks() {
        if (renamed.isEmpty()) {
            return List.of();
        }
        boolean isOne = renamed.size() == 1;
        return List.of("%s of the header %s no name, or that of an earlier column, and %s called %s"
                .formatted(
                        (isOne ? "column " : "columns ")
                                + shown(renamed.stream().map(i -> i + 1).toList()),
                        isOne ? "has" : "have",
                        isOne ? "is" : "are",
                        shown(renamed.stream().map(names::get).toList())));
    }

    /** Returns the first five names, or numbers, of columns for a sentence; an ellipsis stands for further ones. */
    public static String shown(List<?> all) {
        String first = all.stream().limit(MOST_SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
        return all.size() > MOST_SHOWN ? first + ", …" : first;
    }
}
