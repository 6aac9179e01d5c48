"""The page: questions on one tab, documents on another. The only room that knows Gradio."""
