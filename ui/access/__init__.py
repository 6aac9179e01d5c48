"""Who may come in and what they may do: users, sessions, tokens, roles, and a journal of questions and changes."""
