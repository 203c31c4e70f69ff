package dev.penstock.store.file;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Moves results out of the result log, folder by folder, and marks the move as done at the end. No new results are
 * written before that, so that after a crash a move without a mark can simply continue.
 */
final class StageResultArchive {
    private static final String DONE = "done";

    private final StoreLayout layout;
    private final BatchId batch;
    private final Set<String> stages;
    private final Path aside;

    StageResultArchive(StoreLayout layout, BatchId batch, Set<String> stages, int round) {
        this.layout = layout;
        this.batch = batch;
        this.stages = stages;
        this.aside = layout.aside(batch, round);
    }

    void move() throws IOException {
        if (Files.exists(aside.resolve(DONE))) {
            return;
        }
        DurableFolders.create(layout.store().forWriting(aside));
        for (Path folder : folders()) {
            Files.move(folder, aside.resolve(folder.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        DurableFolders.force(layout.results(batch));
        DurableFolders.force(aside);
        PrivateFiles.create(aside.resolve(DONE));
        DurableFolders.force(aside);
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(layout.results(batch))) {
            return all.filter(this::isMeant).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Tells whether to move a folder: {@code 0007}, {@code 0007.analyse} (a stage) or {@code 0007.analyse.2} (a sample). */
    private boolean isMeant(Path folder) {
        String[] name = String.valueOf(folder.getFileName()).split("\\.", -1);
        return name.length == 1 || stages.contains(name[1]);
    }
}
