def on_get(handler):
    handler.answer(200, [{"id": number, "nickname": "x" * 900} for number in range(1000)])
    return True
