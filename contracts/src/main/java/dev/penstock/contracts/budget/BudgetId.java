package dev.penstock.contracts.budget;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Objects;

/** The id of a budget, which belongs to a tenant or an API key; written {@code tenant/acme} or {@code key/1ad14093}. */
public record BudgetId(Kind kind, String name) {
    private static final String PREFIX = "budget/";

    /** The kind of owner of a budget. */
    public enum Kind {
        TENANT,
        KEY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public BudgetId {
        Objects.requireNonNull(kind, "a budget belongs to a tenant or a key");
        Objects.requireNonNull(name, "a budget has the name of its tenant or key");
    }

    public static BudgetId ofTenant(String tenant) {
        return new BudgetId(Kind.TENANT, tenant);
    }

    /**
     * Returns the id of an API key's budget.
     *
     * @param id the key's id, not the key
     */
    public static BudgetId ofKey(String id) {
        return new BudgetId(Kind.KEY, id);
    }

    /**
     * Parses an id such as {@code tenant/acme}.
     *
     * @throws IllegalArgumentException if the text is no such id; the message is a sentence for the user
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static BudgetId parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind + "/") && text.length() > kind.toString().length() + 1) {
                return new BudgetId(kind, text.substring(kind.toString().length() + 1));
            }
        }
        throw new IllegalArgumentException("'" + text + "' has no budget; tenant/NAME and key/ID may have one");
    }

    /**
     * Returns the budget that a workflow with this id keeps.
     *
     * @throws IllegalArgumentException if this is not the id of a budget's workflow; the message is a sentence for the user
     */
    public static BudgetId ofWorkflow(String workflowId) {
        return parse(workflowId.startsWith(PREFIX) ? workflowId.substring(PREFIX.length()) : workflowId);
    }

    public String workflowId() {
        return PREFIX + text();
    }

    @JsonValue
    public String text() {
        return kind + "/" + name;
    }

    /** Returns the budget's name for people: {@code tenant acme}. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
