package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.InputReader;
import dev.penstock.formats.InputReaders;
import dev.penstock.formats.InputSource;
import dev.penstock.formats.UnreadableInputException;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.input.InputLocation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads the first lines of an input before anything starts, for mistakes that all lines share. */
final class InputPreview {
    private static final int LINES = 10_000;

    private InputPreview() {}

    /**
     * Returns sentences for the user about how the input is read.
     *
     * @throws UserError if the input as a whole cannot be sent
     */
    static List<String> remarks(InputLocation input, BatchSpec spec) {
        InputSource source = new InputSource(input);
        try (InputReader lines = InputReaders.open(source, spec)) {
            Optional<Readable> unused = FirstLines.find(lines, LINES, any -> false);
            return lines.remarks().stream().map(remark -> "note:     " + remark).toList();
        } catch (UnreadableInputException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UserError(String.valueOf(source.unreadable(e).getMessage()));
        }
    }
}
