package dev.penstock.starter.cli.output;

import dev.penstock.starter.cli.session.StopSignal;
import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Determines the terminal's present width. The progress bar's library could too, but also takes the terminal's signals:
 * Ctrl-C would then end the process at once, bypassing {@link StopSignal}.
 */
final class TerminalWidth {
    private static final int DEFAULT_COLUMNS = 80;

    private final @Nullable Terminal terminal = open();

    int columns() {
        int columns = terminal == null ? 0 : terminal.getWidth();
        return columns > 0 ? columns : DEFAULT_COLUMNS;
    }

    private static @Nullable Terminal open() {
        try {
            return TerminalBuilder.builder().nativeSignals(false).dumb(true).build();
        } catch (IOException e) {
            return null;
        }
    }
}
