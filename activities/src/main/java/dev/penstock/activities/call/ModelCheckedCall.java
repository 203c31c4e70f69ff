package dev.penstock.activities.call;

import dev.penstock.store.Result;
import java.util.Optional;

/** Gives up requests to a model that the provider keeps refusing, without calling them. */
record ModelCheckedCall(CallLayer next, RefusedModels models, ShardJournal journal, CallResults results, String pool)
        implements CallLayer {
    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        RefusedModels.Model model = model(journal, pool, request);
        Optional<Result.Error> refused = models.find(model);
        if (refused.isPresent()) {
            return journal.append(results.deadLetter(request, refused.get()));
        }
        CallReport report = next.call(request);
        if (report instanceof CallReport.Finished finished) {
            models.ended(model, finished.result());
        }
        return report;
    }

    static RefusedModels.Model model(ShardJournal journal, String pool, CallRequest request) {
        return new RefusedModels.Model(journal.batch(), pool, request.url(), request.model());
    }
}
