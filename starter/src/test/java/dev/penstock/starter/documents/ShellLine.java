package dev.penstock.starter.documents;

import java.util.ArrayList;
import java.util.List;

/** Reads a line of shell code as far as documents need it: words, quotes, comments, and operators between commands. */
final class ShellLine {
    private static final String OPERATORS = "|&;<>";

    private final List<List<String>> commands = new ArrayList<>(List.of(new ArrayList<>()));
    private StringBuilder word = new StringBuilder();
    private boolean inWord;

    private ShellLine() {}

    /** Returns the commands of a line, each as its words, without the variables set in front of it. */
    static List<List<String>> commands(String line) {
        ShellLine shell = new ShellLine();
        shell.read(line);
        return shell.commands.stream().map(ShellLine::withoutVariables).toList();
    }

    private void read(String line) {
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote != 0) {
                quote = quoted(c, quote);
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (c == '#' && !inWord) {
                return;
            } else if (OPERATORS.indexOf(c) >= 0) {
                endWord();
                commands.add(new ArrayList<>());
            } else if (Character.isWhitespace(c)) {
                endWord();
            } else {
                word.append(c);
                inWord = true;
            }
        }
        endWord();
    }

    private char quoted(char c, char quote) {
        if (c == quote) {
            return 0;
        }
        word.append(c);
        return quote;
    }

    private void endWord() {
        if (inWord) {
            commands.getLast().add(word.toString());
        }
        word = new StringBuilder();
        inWord = false;
    }

    private static List<String> withoutVariables(List<String> words) {
        int first = 0;
        while (first < words.size() && words.get(first).matches("[A-Z_]+=.*")) {
            first++;
        }
        return List.copyOf(words.subList(first, words.size()));
    }
}
