package dev.penstock.starter.cli.submit;

import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.line.SmallTextFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Resolves an option's text: {@code @FILE} stands for the text of a file, {@code @@…} for a text that begins with {@code @}. */
final class FileText {
    private FileText() {}

    /**
     * Returns the text; that of a file without the line break at its end, which editors add.
     *
     * @param option its name, for errors
     * @throws UserError if the file cannot be read
     */
    static @Nullable String of(String option, @Nullable String typed) {
        if (typed == null || !typed.startsWith("@")) {
            return typed;
        }
        if (typed.startsWith("@@")) {
            return typed.substring(1);
        }
        String file = typed.substring(1);
        try {
            String text = SmallTextFile.read(Path.of(file));
            return (text.startsWith("\uFEFF") ? text.substring(1) : text).replaceFirst("\r?\n\\z", "");
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new UserError("%s: there is no file '%s'; a text that begins with @ is written @@%s"
                    .formatted(option, file, file));
        } catch (CharacterCodingException e) {
            throw new UserError("%s: %s is not text in UTF-8".formatted(option, file));
        } catch (IOException e) {
            throw new UserError("%s: %s cannot be read: %s".formatted(option, file, e.getMessage()));
        }
    }
}
