package dev.penstock.starter.cli.output;

import dev.penstock.contracts.PrintableText;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Standard output: exact in a file or a pipe; on a terminal, control characters are shown as escapes. */
public final class StandardOutput {
    private StandardOutput() {}

    public static PrintWriter of(CommandSpec command) {
        PrintWriter out = command.commandLine().getOut();
        return isTerminal() ? printable(out) : out;
    }

    /** Prints what a user asked to see; control characters in a line are shown as escapes, also in a pipe. */
    public static void page(List<String> lines, CommandSpec command) {
        PrintWriter out = command.commandLine().getOut();
        lines.forEach(line -> out.println(PrintableText.line(line)));
        out.flush();
    }

    /** Copies a file to standard output. */
    public static void copy(InputStream file, CommandSpec command) throws IOException {
        if (isTerminal()) {
            PrintWriter out = of(command);
            long unused = new InputStreamReader(file, StandardCharsets.UTF_8).transferTo(out);
            out.flush();
        } else {
            long unused = file.transferTo(System.out);
            System.out.flush();
        }
    }

    /** Writes content to standard output; unlike a print stream, it throws when the reader is gone or the disk is full. */
    public static void write(OutputContent content) throws IOException {
        if (isTerminal()) {
            writePrintable(content);
            return;
        }
        System.out.flush();
        // Never closed: it is the process's.
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        content.writeTo(out);
        out.flush();
    }

    private static void writePrintable(OutputContent content) throws IOException {
        Path draft = Files.createTempFile("penstock", ".output");
        try {
            try (OutputStream out = Files.newOutputStream(draft)) {
                content.writeTo(out);
            }
            PrintWriter terminal = printable(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
            try (Reader written = Files.newBufferedReader(draft)) {
                long unused = written.transferTo(terminal);
            }
            terminal.flush();
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** JSON stays what it was: within it, control characters occur in strings only, where an escape means the same. */
    static PrintWriter printable(Writer out) {
        return new PrintWriter(new PrintableWriter(out));
    }

    /** The launcher tells; without it, Java before 22 has a console only if input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // Asked only where it may be null.
    public static boolean isTerminal() {
        return Boolean.getBoolean("penstock.terminal.out")
                || (Runtime.version().feature() < 22 && System.console() != null);
    }

    /** Shows control characters as escapes. */
    private static final class PrintableWriter extends FilterWriter {
        private PrintableWriter(Writer out) {
            super(out);
        }

        @Override
        public void write(int letter) throws IOException {
            out.write(PrintableText.lines(Character.toString((char) letter)));
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            out.write(PrintableText.lines(new String(text, from, length)));
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            out.write(PrintableText.lines(text.substring(from, from + length)));
        }
    }
}
