package dev.penstock.starter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import dev.penstock.store.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The log file, which only this user may read: it names batches, tenants and files. */
public final class PrivateLogFile extends RollingFileAppender<ILoggingEvent> {
    @Override
    public void openFile(String name) throws IOException {
        Path file = Path.of(name).toAbsolutePath();
        Path folder = file.getParent();
        if (folder != null) {
            PrivateFiles.createFolders(folder);
        }
        if (Files.notExists(file)) {
            PrivateFiles.create(file);
        }
        PrivateFiles.narrow(file);
        super.openFile(name);
    }
}
