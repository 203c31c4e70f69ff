package dev.penstock.simulator.http;

import dev.penstock.simulator.answers.SimulatedResponse;
import dev.penstock.simulator.books.CallEnding;
import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.provider.CallTicket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sends server-sent events with a delay before each further event, or all at once when the delay is zero. */
final class EventStream {
    private final HttpExchange exchange;
    private final List<String> events;
    private final Duration perToken;
    private final Runnable onEnd;
    private int next;

    private EventStream(HttpExchange exchange, List<String> events, Duration perToken, Runnable onEnd) {
        this.exchange = exchange;
        this.events = events;
        this.perToken = perToken;
        this.onEnd = onEnd;
    }

    static EventStream whole(
            HttpExchange exchange, SimulatedResponse.Streamed reply, Duration perToken, CallTicket ticket) {
        return new EventStream(exchange, reply.events(), perToken, () -> {
            ticket.close(new CallEnding.Answered(reply.usage()));
            exchange.endStream();
        });
    }

    /** Returns a stream that sends half of the events and then breaks off in the way of the quirk. */
    static EventStream broken(
            HttpExchange exchange,
            SimulatedResponse.Streamed reply,
            Duration perToken,
            Quirk how,
            CallTicket ticket,
            WireFormat format) {
        List<String> half = reply.events().subList(0, reply.events().size() / 2);
        return new EventStream(exchange, half, perToken, () -> {
            ticket.close(new CallEnding.Broken(how.wireName()));
            if (how == Quirk.CUT) {
                exchange.drop();
                return;
            }
            if (how == Quirk.STREAM_ERROR) {
                exchange.sendPart(format.errorEvent(format.translate((Refusal) FaultTable.named("500"))));
            }
            exchange.endStream();
        });
    }

    void start(Map<String, String> headers) {
        exchange.startStream(headers);
        if (perToken.isZero()) {
            exchange.sendPart(String.join("", events));
            onEnd.run();
        } else {
            sendNext();
        }
    }

    /** Sends the next event and schedules the one after; a client's disconnection cancels the timer and the stream. */
    private void sendNext() {
        if (next == events.size()) {
            onEnd.run();
            return;
        }
        exchange.sendPart(events.get(next++));
        exchange.after(perToken, this::sendNext);
    }
}
