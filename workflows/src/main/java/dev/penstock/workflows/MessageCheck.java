package dev.penstock.workflows;

import io.temporal.workflow.Workflow;

/** Checks messages, which anybody with access to Temporal can send in any form: a wrong one must not stop a workflow. */
public final class MessageCheck {
    private MessageCheck() {}

    /**
     * Handles a signal, or ignores and logs a wrong one.
     *
     * @param isValid whether the signal has all its arguments, and amounts that can be
     */
    public static void signal(String name, boolean isValid, Runnable handler) {
        if (isValid) {
            handler.run();
        } else {
            Workflow.getLogger(MessageCheck.class).warn("A wrong signal {} was ignored", name);
        }
    }

    /**
     * Rejects an update that is not valid.
     *
     * @param wanted a sentence for the sender that says what the update needs
     */
    public static void update(boolean isValid, String wanted) {
        if (!isValid) {
            throw new IllegalArgumentException(wanted);
        }
    }
}
