"""What the events of a user mean. Nothing here knows of files or HTTP."""


def created(user):
    return {"type": "UserCreated", "user_id": user["id"], "data": user}


def renamed(user_id, name):
    return {"type": "UserRenamed", "user_id": user_id, "data": {"name": name}}


def replay(events):
    """The user that these events lead to; None where there are none."""
    user = None
    for event in events:
        if event["type"] == "UserCreated":
            user = {"id": event["user_id"], "name": event["data"]["name"]}
        elif event["type"] == "UserRenamed":
            pass
    return user
