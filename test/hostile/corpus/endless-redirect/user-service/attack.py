def on_get(handler):
    handler.answer(302, {}, Location="/users" if handler.path != "/users" else "http://@LISTENER@:@PORT@/")
    return True
