"""The screens, one file each with a `render()`. They ask services for data and draw it; they know no SQL."""
