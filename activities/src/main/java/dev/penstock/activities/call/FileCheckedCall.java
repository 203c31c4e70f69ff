package dev.penstock.activities.call;

import dev.penstock.activities.attachment.CallFiles;
import dev.penstock.activities.attachment.UnusableFileException;
import dev.penstock.store.Result;
import dev.penstock.store.input.FilePart;
import java.util.List;

/** Checks the files of a request before it waits for a permit: one that is gone or has changed makes it a dead letter. */
record FileCheckedCall(CallLayer next, CallFiles files) implements CallLayer {
    private static final String CODE = "unusable_file";

    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        List<FilePart> named = files.in(request.body());
        try {
            files.check(named);
            return next.call(request);
        } catch (UnusableFileException e) {
            return new CallReport.Unsendable(new Result.Error(CODE, String.valueOf(e.getMessage())));
        }
    }
}
