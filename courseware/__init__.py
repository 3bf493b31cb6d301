"""赢在服务 · Winning Service: interactive training courseware."""
