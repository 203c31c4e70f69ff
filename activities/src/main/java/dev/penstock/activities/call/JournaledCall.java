package dev.penstock.activities.call;

import dev.penstock.activities.pool.Pool;
import dev.penstock.store.ResultLog.Ending;
import java.util.concurrent.ExecutionException;

/**
 * Records in the result log that a call goes out, and how it ended. A call that was begun and has no end was cut off by a
 * crash or by this process.
 */
final class JournaledCall implements CallLayer {
    /** How many results are on their way to the disk at any time while the disk keeps up. */
    private static final int USUALLY_BEHIND = 4;

    private final CallLayer next;
    private final ShardJournal journal;
    private final Pool pool;

    JournaledCall(CallLayer next, ShardJournal journal, Pool pool) {
        this.next = next;
        this.journal = journal;
        this.pool = pool;
    }

    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        long line = request.line().line();
        journal.begin(line);
        CallReport report = next.call(request);
        return switch (report) {
            case CallReport.Finished finished -> waitWhileDiskIsSlow(journal.append(finished.result()));
            case CallReport.Retry retry -> {
                journal.endWithout(line, ending(retry));
                yield retry;
            }
            case CallReport.Held held -> {
                journal.endWithout(line, held.decision().mayHaveCost() ? Ending.LOST_ON_THE_WAY : Ending.TURNED_AWAY);
                yield held;
            }
            case CallReport.NotCalled notCalled -> {
                journal.endWithout(line, Ending.TURNED_AWAY);
                yield notCalled;
            }
            default -> report;
        };
    }

    private static Ending ending(CallReport.Retry retry) {
        if (retry.decision().faults() == 0) {
            return Ending.THROTTLED;
        }
        return retry.mayHaveCost() ? Ending.LOST_ON_THE_WAY : Ending.LOST;
    }

    /**
     * Waits for the result to be durable while the disk is slow, and keeps the permit: a crash repeats calls whose
     * results are not durable, and further calls meanwhile would exceed the calls allowed at once.
     */
    private CallReport waitWhileDiskIsSlow(CallReport.Finished finished) {
        int bearable = Math.max(USUALLY_BEHIND, pool.limiter().limits().concurrency() / 4);
        if (journal.behind() <= bearable) {
            return finished;
        }
        try {
            finished.durable().get();
            return finished;
        } catch (ExecutionException e) {
            // The failure is met again where the result's future is awaited.
            return finished;
        } catch (InterruptedException e) {
            return new CallReport.CutOff(true);
        }
    }
}
