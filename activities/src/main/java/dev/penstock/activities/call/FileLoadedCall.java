package dev.penstock.activities.call;

import dev.penstock.activities.attachment.CallFiles;
import dev.penstock.activities.attachment.FileMemory;
import dev.penstock.store.input.FilePart;
import java.util.List;

/** Reads the files of a request just before it is called, once other pools have left memory for them. */
record FileLoadedCall(CallLayer next, CallFiles files) implements CallLayer {
    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        List<FilePart> named = files.in(request.body());
        if (named.isEmpty()) {
            return next.call(request);
        }
        try (FileMemory.Share memory = files.memory(named)) {
            return next.call(request.sending(files.loaded(request.sent())));
        }
    }
}
