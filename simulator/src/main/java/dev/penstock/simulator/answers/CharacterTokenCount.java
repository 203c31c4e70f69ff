package dev.penstock.simulator.answers;

/** Counts one token for every four characters begun, and for chats the tokens that OpenAI adds to the texts. */
public final class CharacterTokenCount {
    public static final int CHARACTERS = 4;

    /** The tokens added to each message: three around the message and one for its role. */
    static final int MESSAGE_OVERHEAD = 4;

    /** The tokens with which the answer begins, billed with the prompt. */
    static final int REPLY_OVERHEAD = 3;

    private CharacterTokenCount() {}

    public static int of(String text) {
        return (text.length() + CHARACTERS - 1) / CHARACTERS;
    }

    /** Returns the first tokens of a text. */
    public static String head(String text, long tokens) {
        return text.substring(0, (int) Math.min(text.length(), tokens * CHARACTERS));
    }
}
