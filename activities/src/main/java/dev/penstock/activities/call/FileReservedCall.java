package dev.penstock.activities.call;

import dev.penstock.activities.attachment.CallFiles;
import dev.penstock.activities.attachment.FileMemory;
import dev.penstock.contracts.Urgency;
import dev.penstock.store.input.FilePart;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Reserves memory for the files of a request before it waits for a permit, which it would otherwise hold in vain. */
record FileReservedCall(CallLayer next, CallFiles files, Urgency urgency, BooleanSupplier isStopped)
        implements CallLayer {
    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        List<FilePart> named = files.in(request.body());
        if (named.isEmpty()) {
            return next.call(request);
        }
        Optional<FileMemory.Share> reserved = files.reservation(named, urgency, isStopped);
        if (reserved.isEmpty()) {
            return new CallReport.NotCalled();
        }
        try (FileMemory.Share memory = reserved.get()) {
            return next.call(request);
        }
    }
}
